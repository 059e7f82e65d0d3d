import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { contractingCollectionNames, agentSyncCollectionNames } from '../../../domain/fields.ts';
import { lookupKinds } from '../../../domain/lookups.ts';
import type { Result } from '../../../domain/result.ts';
import { stagingRules } from '../../../domain/stagingRules.ts';
import { createTokenSource } from '../../../main/credentials/tokens.ts';
import { createCasingMemory } from '../../../main/engine/casingMemory.ts';
import { asAnswered } from '../../../main/engine/connectors/narrow.ts';
import type { Changes } from '../../../main/engine/changes.ts';
import type { ProfileOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { createAgentSyncConnector } from '../../../main/engine/connectors/agentsync/connector.ts';
import { parseProfile, ratesOf } from '../../../main/engine/connectors/agentsync/profile.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import type { ContractingConnector } from '../../../main/engine/connectors/api.ts';
import { createBudget } from '../../../main/engine/connectors/budget.ts';
import { createHttp } from '../../../main/engine/connectors/http.ts';
import { createNetwork } from '../../../main/engine/network.ts';
import type { Network } from '../../../main/engine/network.ts';
import type { Outbox } from '../../../main/engine/outbox/api.ts';
import { planRound } from '../../../main/engine/outbox/plan.ts';
import { createOutbox } from '../../../main/engine/outbox/index.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import type { Clock } from '../../../main/engine/ports.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import type { ReceiptSummary, Warned } from '../../../preload/contract.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { JournalEntry, ProfilePatch, Sandbox, SizeOption } from '../../../sandbox/index.ts';
import { openTestStore } from '../support/store.ts';
import { driven, virtualTime } from '../support/time.ts';
import type { Time } from '../support/time.ts';
import { watchedLine } from '../support/watchedLine.ts';

export interface Rig {
  readonly sandbox: Sandbox;
  /** Stands still unless the test waits for something; nobody sleeps in it on the test's behalf. */
  readonly clock: Time;
  readonly network: Network;
  readonly connector: ContractingConnector;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly file: string;
  readonly key: Uint8Array;
  /** Everything that was logged, as it would stand in the file. */
  readonly logged: string[];
  readonly receipts: ReceiptSummary[];
  readonly faultsLogged: string[];
  /** Ids of the first assignments. */
  readonly ids: readonly string[];
  pull(collections?: readonly AgentSyncCollection[]): Promise<void>;
  /** Stops the outbox as it is, closes the store and opens both again. */
  restart(): Promise<void>;
  /** Lets time go by until a condition holds. It still holds afterwards: time stands still again. */
  until(condition: () => boolean, what: string): Promise<void>;
  /** Lets this much time go by: long enough for whatever means to happen in it. */
  pass(milliseconds: number): Promise<void>;
  /** Waits until nothing is left that sends itself. */
  drained(): Promise<void>;
  /** Effects of our own writes that changed something. */
  effects(): readonly JournalEntry[];
  /** What the grid would show of a text field; empty text when there is nothing. */
  shown(id: string, field: string): string;
  /** What the server holds of a text field. */
  held(id: string, field: string): string;
  /** Stages typed texts, one cell per record. Rules that a person may set aside are set aside. */
  type(field: string, cells: Readonly<Record<string, string>>, label?: string): ReturnType<Outbox['stage']>;
  dispose(): Promise<void>;
}

export interface RigOptions {
  readonly assignments?: number;
  readonly size?: SizeOption;
  readonly profile?: ProfilePatch;
  readonly scopes?: readonly string[];
  /** Time that goes by while nobody waits, for measuring. */
  readonly time?: Time;
  /** Replaces the connector, e.g. to count or to withhold calls. */
  readonly wrap?: (connector: ContractingConnector, time: Time) => ContractingConnector;
  readonly environment?: 'practice' | 'sandbox' | 'production';
  /** With Producer Profile, found where this says. */
  readonly producerProfile?: ProfileOverride;
  /** The clock the outbox sleeps by, e.g. one that loses a sleep. */
  readonly outboxClock?: (time: Time) => Clock;
}

/** The answer of a person who knows better than any rule. */
export const anyway: Warned = { accept: { reason: 'The test says so.', rules: [...stagingRules] } };

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** An outbox over a real encrypted store and a real HTTP stand-in, with the mirror filled and nothing started. */
export async function rig(options: RigOptions = {}): Promise<Rig> {
  let sandboxLater: Sandbox | null = null;
  const line = watchedLine(
    () => sandboxLater,
    () => clock,
  );
  const clock: Time = options.time ?? virtualTime(line);
  const sandbox = await startSandbox({
    seed: 7,
    size: options.size ?? { assignments: options.assignments ?? 60, carriers: 3 },
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    clock: () => clock.steady(),
    pause: (milliseconds) => clock.sleep(milliseconds),
  });
  sandboxLater = sandbox;
  const logged: string[] = [];
  const network = createNetwork(clock, false);
  const environment = options.environment ?? 'practice';
  const profile = valueOf(parseProfile(endpoints));
  const parts = {
    transport: line.transport,
    tokens: createTokenSource({
      fetch: line.fetch,
      clock,
      endpoint: {
        tokenUrl: sandbox.tokenUrl,
        scopes: options.scopes ?? ['rino_api_agency_read', 'rino_api_agency_write'],
      },
      credentials: () => Promise.resolve({ clientId: sandbox.clientId, clientSecret: sandbox.clientSecret }),
    }),
    clock,
    random: systemRandom,
    log: {
      write(level: string, message: string, details?: unknown) {
        logged.push(`${level} ${message} ${JSON.stringify(details)}`);
      },
    },
    network,
    budget: createBudget(clock, ratesOf(profile, environment)),
  };
  const http = createHttp({ ...parts, baseUrl: sandbox.contractingUrl });
  const override = options.producerProfile;
  const opened = openTestStore({ readServerCopy });
  const makeConnector = (): ContractingConnector => {
    const casing = createCasingMemory(opened.store, { write: () => undefined });
    const plain = createAgentSyncConnector({
      http,
      profile,
      environment,
      casing,
      ...(override === undefined
        ? {}
        : {
            producerProfile: {
              http: createHttp({ ...parts, baseUrl: sandbox.url }),
              override: () => override,
            },
          }),
    });
    return options.wrap?.(plain, clock) ?? plain;
  };
  let connector = makeConnector();
  const receipts: ReceiptSummary[] = [];
  const faultsLogged: string[] = [];
  const changes: Changes = {
    rows: () => undefined,
    membership: () => undefined,
    outbox: () => undefined,
    status: () => undefined,
    receipt: (receipt) => receipts.push(receipt),
  };
  const compose = (): Outbox =>
    createOutbox({
      store: opened.store,
      connector,
      clock: options.outboxClock?.(clock) ?? clock,
      random: systemRandom,
      log: {
        write(level, message, details) {
          logged.push(`${level} ${message} ${JSON.stringify(details)}`);
          if (level !== 'error') return;
          faultsLogged.push(`${message} ${JSON.stringify(details)}`);
        },
      },
      network,
      changes,
      actor: 'tester',
      environment,
    });
  let outbox = compose();
  const until = (condition: () => boolean, what: string): Promise<void> =>
    clock.until(
      condition,
      () => `${what} ${JSON.stringify(outbox.counts().byState)} ${faultsLogged.join('; ')}`,
    );

  const pulled = override === undefined ? contractingCollectionNames : agentSyncCollectionNames;
  const made: Rig = {
    sandbox,
    clock,
    network,
    get connector() {
      return driven(connector, clock);
    },
    get store() {
      return opened.store;
    },
    get outbox() {
      return driven(outbox, clock);
    },
    file: opened.file,
    key: opened.key,
    logged,
    receipts,
    faultsLogged,
    ids: sandbox.control.records('contractAssignments', 0, 1000).map(({ id }) => id),
    pull: (collections) => clock.through(pull(made, collections ?? pulled)),
    pass: (milliseconds) => clock.pass(milliseconds),
    async restart() {
      await clock.through(outbox.stop());
      opened.reopen();
      connector = makeConnector();
      outbox = compose();
    },
    until,
    async drained() {
      await until(() => {
        const { sending, unknown } = outbox.counts().byState;
        // Far in the future every wait is over, so what is planned then is what still sends itself.
        const tomorrow = clock.now() + 86_400_000;
        return sending + unknown === 0 && planRound(opened.store, tomorrow).length === 0;
      }, 'draining');
    },
    effects: () =>
      sandbox.control
        .journal()
        .filter(({ origin, changes: made_ }) => origin !== 'remote' && Object.keys(made_).length > 0),
    shown: (id, field) => textOf(opened.store.mirror.get('contractAssignment', id)?.effective[field]),
    held: (id, field) => textOf(sandbox.control.record('contractAssignments', id)?.[field]),
    type: (field, cells, label = 'Typing') =>
      outbox.stage(
        'contractAssignment',
        label,
        Object.entries(cells).map(([recordId, typed]) => ({ recordId, field, input: { typed } })),
        anyway,
      ),
    async dispose() {
      await clock.through(outbox.stop());
      opened.dispose();
      await sandbox.close();
    },
  };
  await made.pull();
  sandbox.control.clearCounters();
  return made;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A small pull of our own: every page of every list, applied as a pass. */
async function pull(made: Rig, wanted: readonly AgentSyncCollection[]): Promise<void> {
  const { store, connector, clock } = made;
  // Lookups do not change in these tests: they come with the first, complete pull.
  for (const kind of wanted.length >= contractingCollectionNames.length ? lookupKinds : []) {
    const found = await connector.listLookup(kind);
    if (found.ok) store.lookups.applyAll(kind, found.value.values, { pass: 1, now: clock.now() });
  }
  for (const collection of wanted) {
    const pass = store.syncState.begin(collection, null);
    const parents =
      collection === 'product'
        ? store.mirror.ids('carrier', null, 10_000)
        : collection === 'commissionLevel'
          ? store.mirror.ids('product', null, 10_000)
          : [undefined];
    for (const parentId of parents) {
      for (let page = 0; ; page += 1) {
        const read = await connector.listPage(collection, {
          page,
          ...(parentId === undefined ? {} : { parentId }),
        });
        if (!read.ok) throw new Error(`pull: ${JSON.stringify(read.failure)}`);
        store.mirror.applyPage(collection, asAnswered(collection, read.value.records), {
          pass,
          now: clock.now(),
        });
        if (read.value.last) break;
      }
    }
    store.transaction('mirror', () => {
      store.mirror.tombstoneUnseen(collection, pass, clock.now());
      store.syncState.complete(collection, clock.now());
    });
  }
}
