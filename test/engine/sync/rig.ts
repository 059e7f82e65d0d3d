import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ContractingCollection, MirroredName } from '../../../domain/fields.ts';
import type { Changes } from '../../../main/engine/changes.ts';
import type { ProfileOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { createAgentSyncConnector } from '../../../main/engine/connectors/agentsync/connector.ts';
import { parseProfile } from '../../../main/engine/connectors/agentsync/profile.ts';
import type { Profile } from '../../../main/engine/connectors/agentsync/profile.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import type { ContractingConnector } from '../../../main/engine/connectors/api.ts';
import { createBudget } from '../../../main/engine/connectors/budget.ts';
import { createHttp } from '../../../main/engine/connectors/http.ts';
import { createNetwork } from '../../../main/engine/network.ts';
import type { Network } from '../../../main/engine/network.ts';
import type { HttpTransport, TokenSource } from '../../../main/engine/ports.ts';
import type { Store, SyncTarget } from '../../../main/engine/store/api.ts';
import type { Sync } from '../../../main/engine/sync/api.ts';
import { createSync } from '../../../main/engine/sync/agentSync.ts';
import type { CollectionSync } from '../../../preload/contract.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { ProfilePatch, Sandbox, SizeOption } from '../../../sandbox/index.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { driven, virtualTime } from '../support/time.ts';
import type { Time } from '../support/time.ts';
import { watchedLine } from '../support/watchedLine.ts';
import type { WatchedLine } from '../support/watchedLine.ts';
import { restMs, untilSettled } from './settling.ts';

export function endpointProfile(pageSize: number): Profile {
  const file = new URL('../../../resources/endpoints/agentsync.json', import.meta.url);
  const parsed = parseProfile(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { rates } = parsed.value;
  return { ...parsed.value, rates: { ...rates, practice: { ...rates.practice, pageSize } } };
}

const tokenAnswer = z.object({ access_token: z.string() });
const readScope = 'rino_api_agency_read rino_api_agency_write';

export interface TestTokens extends TokenSource {
  readonly renewals: () => number;
  /** Later tokens are asked for with these scopes. */
  scope: string;
}

function sandboxTokens(sandbox: Sandbox, line: WatchedLine): TestTokens {
  let token: string | null = null;
  let renewals = 0;
  return {
    scope: readScope,
    renewals: () => renewals,
    async token({ renew }) {
      if (token === null || renew) {
        if (renew) renewals += 1;
        const body = new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: sandbox.clientId,
          client_secret: sandbox.clientSecret,
          scope: this.scope,
        });
        const answer = await line.fetch(sandbox.tokenUrl, { method: 'POST', body });
        token = tokenAnswer.parse(await answer.json()).access_token;
      }
      return { kind: 'token', accessToken: token, scopes: this.scope.split(' ') };
    },
  };
}

export interface RigOptions {
  readonly size?: SizeOption;
  readonly pageSize?: number;
  readonly sandboxProfile?: ProfilePatch;
  readonly profile?: (profile: Profile) => Profile;
  readonly transport?: (transport: HttpTransport) => HttpTransport;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  readonly ahead?: number;
  readonly tries?: number;
  /** What the clock says, for tests in which it says so exactly. */
  readonly now?: () => number;
  readonly intervalMs?: number;
  readonly catalogueMs?: number;
  readonly lookupsMs?: number;
  /** With Producer Profile, found where this says; without it the connection does not offer it. */
  readonly producerProfile?: ProfileOverride;
}

export interface Rig {
  readonly sandbox: Sandbox;
  readonly tokens: TestTokens;
  /** Stands still unless the test waits for something. */
  readonly clock: Time;
  readonly network: Network;
  readonly connector: ContractingConnector;
  readonly sync: Sync;
  readonly store: Store;
  readonly testStore: TestStore;
  readonly seen: { rows: number; readonly membership: Set<MirroredName>; readonly states: Set<string> };
  start(): void;
  /** Ends sync, reopens the store and makes a new sync on it, as a restart of the engine would. */
  restart(): Promise<void>;
  state(target: SyncTarget): CollectionSync;
  /** Lets time go by until the states satisfy the condition. They still do afterwards: time stands still again. */
  until(condition: (states: readonly CollectionSync[]) => boolean, what?: string): Promise<void>;
  /** Lets time go by until nothing is left to do before the rest between passes. */
  settled(): Promise<void>;
  /** Starts, or asks for another pass, and waits until it is over. */
  pass(): Promise<void>;
  close(): Promise<void>;
}

export async function createRig(options: RigOptions = {}): Promise<Rig> {
  let sandboxLater: Sandbox | null = null;
  const line = watchedLine(
    () => sandboxLater,
    () => clock,
  );
  const time = virtualTime(line);
  const clock: Time = options.now === undefined ? time : { ...time, now: options.now };
  const sandbox = await startSandbox({
    size: options.size ?? { assignments: 230, carriers: 3 },
    clock: () => clock.now(),
    pause: (milliseconds) => clock.sleep(milliseconds),
    ...(options.sandboxProfile ? { profile: options.sandboxProfile } : {}),
  });
  sandboxLater = sandbox;
  const testStore = openTestStore({ readServerCopy });
  const tokens = sandboxTokens(sandbox, line);
  const network = createNetwork(clock, false);
  const profile = (options.profile ?? ((same) => same))(endpointProfile(options.pageSize ?? 50));
  const parts = {
    transport: options.transport?.(line.transport) ?? line.transport,
    tokens,
    clock,
    random: { fraction: () => 0.5 },
    log: { write: () => undefined },
    network,
    budget: createBudget(clock, profile.rates.practice),
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.tries === undefined ? {} : { tries: options.tries }),
  };
  const override = options.producerProfile;
  const connector = createAgentSyncConnector({
    http: createHttp({ ...parts, baseUrl: sandbox.contractingUrl }),
    ...(override === undefined
      ? {}
      : {
          producerProfile: { http: createHttp({ ...parts, baseUrl: sandbox.url }), override: () => override },
        }),
    profile,
    environment: 'practice',
  });
  const seen = { rows: 0, membership: new Set<MirroredName>(), states: new Set<string>() };
  const makeSync = (): Sync => {
    const sync: Sync = createSync({
      store: testStore.store,
      connector,
      clock,
      random: { id: () => 'id', fraction: () => 0.5 },
      log: { write: () => undefined },
      network,
      changes,
      intervalMs: options.intervalMs ?? 10 * restMs,
      ...(options.catalogueMs === undefined ? {} : { catalogueMs: options.catalogueMs }),
      ...(options.lookupsMs === undefined ? {} : { lookupsMs: options.lookupsMs }),
      ...(options.ahead === undefined ? {} : { ahead: options.ahead }),
    });
    return sync;
  };
  const changes: Changes = {
    rows: (_collection, rowids) => {
      seen.rows += rowids.length;
    },
    membership: (collection) => {
      if (collection !== 'invitation') seen.membership.add(collection);
    },
    outbox: () => undefined,
    status: () => {
      for (const { target, state } of sync.states()) seen.states.add(`${target} ${state}`);
    },
    receipt: () => undefined,
  };
  let sync: Sync = { ...makeSyncLater(), states: () => [] };
  sync = makeSync();

  const until = (
    condition: (states: readonly CollectionSync[]) => boolean,
    what = 'the expected state',
  ): Promise<void> =>
    clock.until(
      // What the connection does not offer is never read, so no test waits for it.
      () => condition(sync.states().filter(({ state }) => state !== 'not-offered')),
      () => `${what} ${JSON.stringify(sync.states())}`,
    );
  const settled = (): Promise<void> => untilSettled(clock, line, () => sync);
  let started = false;
  return {
    sandbox,
    tokens,
    clock,
    network,
    connector: driven(connector, clock),
    testStore,
    seen,
    until,
    settled,
    get sync() {
      return sync;
    },
    get store() {
      return testStore.store;
    },
    start() {
      started = true;
      sync.start();
    },
    async restart() {
      await clock.through(sync.stop());
      testStore.reopen();
      sync = makeSync();
      sync.start();
    },
    state: (target) => {
      const found = sync.states().find((state) => state.target === target);
      if (found === undefined) throw new Error(`No state of ${target}`);
      return found;
    },
    async pass() {
      if (started) sync.now();
      else sync.start();
      started = true;
      await settled();
    },
    async close() {
      await clock.through(sync.stop());
      testStore.dispose();
      await sandbox.close();
    },
  };
}

function makeSyncLater(): Sync {
  return {
    start: () => undefined,
    stop: () => Promise.resolve(),
    now: () => undefined,
    refresh: () => undefined,
    states: () => [],
    agreeToRemove: () => {
      throw new Error('not composed yet');
    },
  };
}

/** Every record of the stand-in's collection is in the mirror with the same JSON apart from links, and nothing else. */
export function differences(rig: Rig, collection: ContractingCollection): readonly string[] {
  const names = {
    carrier: 'carriers',
    product: 'products',
    commissionLevel: 'commissionLevels',
    contractAssignment: 'contractAssignments',
  } as const;
  const rows = rig.sandbox.control.records(names[collection], 0, 200_000);
  const problems: string[] = [];
  const ids = new Set<string>();
  for (const row of rows) {
    ids.add(row.id);
    const mine = rig.store.mirror.get(collection, row.id);
    const expected = JSON.stringify(readServerCopy(collection, row));
    const narrow = collection === 'carrier';
    if (mine === null || mine.goneAt !== null) problems.push(`${row.id} is missing`);
    else if (!narrow && JSON.stringify(mine.server) !== expected) problems.push(`${row.id} differs`);
  }
  let after: string | null = null;
  for (;;) {
    const some: readonly string[] = rig.store.mirror.ids(collection, after, 1000);
    for (const id of some) if (!ids.has(id)) problems.push(`${id} should be gone`);
    after = some.at(-1) ?? null;
    if (after === null) return problems;
  }
}

export const allCollections: readonly ContractingCollection[] = [
  'carrier',
  'product',
  'commissionLevel',
  'contractAssignment',
];
