import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import endpoints from '../../resources/endpoints/agentsync.json' with { type: 'json' };
import { createTokenSource } from '../../main/credentials/tokens.ts';
import type { ContractingCollection } from '../../domain/fields.ts';
import type { Changes } from '../../main/engine/changes.ts';
import { createAgentSyncConnector } from '../../main/engine/connectors/agentsync/connector.ts';
import { parseProfile, ratesOf } from '../../main/engine/connectors/agentsync/profile.ts';
import { readServerCopy } from '../../main/engine/connectors/agentsync/records.ts';
import { createBudget } from '../../main/engine/connectors/budget.ts';
import { createHttp } from '../../main/engine/connectors/http.ts';
import { createNetwork } from '../../main/engine/network.ts';
import type { Network } from '../../main/engine/network.ts';
import { createOutbox } from '../../main/engine/outbox/index.ts';
import type { Outbox } from '../../main/engine/outbox/api.ts';
import { planRound } from '../../main/engine/outbox/plan.ts';
import type { Clock, Random } from '../../main/engine/ports.ts';
import type { Store } from '../../main/engine/store/api.ts';
import { openStore } from '../../main/engine/store/store.ts';
import { createSync } from '../../main/engine/sync/agentSync.ts';
import type { Sync } from '../../main/engine/sync/api.ts';
import { startSandbox } from '../../sandbox/index.ts';
import type { JournalEntry, Sandbox } from '../../sandbox/index.ts';
import { valueOf } from '../engine/outbox/support.ts';
import { chance } from '../engine/support/chance.ts';
import { directLine, mortal, socketLine } from './line.ts';
import type { Line } from './line.ts';
import { hurriedTime, virtualTime } from '../engine/support/time.ts';
import type { Time } from '../engine/support/time.ts';
import { tableOf } from './tables.ts';

/** How long a dead engine's file stays open, in real milliseconds: longer than anything of it still runs. */
const graveMs = 1_000;

/** The stand-in and a filled database, made once; every life starts from a copy. */
export interface Ground {
  readonly sandbox: Sandbox;
  /** Starts a life of its own: a fresh copy of the database against a stand-in set back to its beginning. */
  begin(seed: number): World;
  /** Another computer with a copy of the same database, beside those that live already. */
  join(seed: number): World;
  close(): Promise<void>;
}

/** One engine's parts, as long as its process lives. */
interface Engine {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly sync: Sync;
  readonly network: Network;
  die(): void;
}

/** One life: a computer with its database, a vendor, and time. */
export interface World {
  readonly sandbox: Sandbox;
  readonly time: Time;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly sync: Sync;
  readonly network: Network;
  /** What was logged as a fault of ours. */
  readonly faults: readonly string[];
  /** Quits the engine properly and starts it again. */
  restart(): Promise<void>;
  /** kill -9: what is in the file stays, everything else is gone, and what was asked of the vendor goes on. */
  kill(): void;
  /** Waits until nothing is left that sends itself. */
  drained(): Promise<void>;
  /** Waits for a whole pass over everything that begins now, and agrees to what it removes. */
  pulled(): Promise<void>;
  /** Effects of our own writes that changed something. */
  effects(): readonly JournalEntry[];
  /** What the grid would show of a text field; empty text when there is nothing. */
  shown(id: string, field: string, collection?: ContractingCollection): string;
  /** What the server holds of a text field. */
  held(id: string, field: string, collection?: ContractingCollection): string;
  end(): Promise<void>;
}

const speed = 2_000;
const databaseKey = new Uint8Array(randomBytes(32));

/** What travels over sockets runs in hurried time; without them, in virtual time. */
export async function prepareGround(way: 'sockets' | 'direct', assignments: number): Promise<Ground> {
  let time: Time = way === 'direct' ? virtualTime() : hurriedTime(speed);
  const sandbox = await startSandbox({
    seed: 7,
    size: { assignments, carriers: 2 },
    clock: () => time.steady(),
    pause: (milliseconds) =>
      way === 'direct' ? time.sleep(milliseconds) : new Promise((r) => setTimeout(r, milliseconds / 50)),
    // At that speed an hour's token would expire within seconds; over sockets, expiry comes from faults.
    profile: way === 'direct' ? {} : { tokenLifeSeconds: 86_400 },
  });
  // Memory where there is a disk in memory: what a commit means is proved by the kill tests.
  const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'upline-model-'));
  let copies = 0;

  const live = (file: string, seed: number): World => {
    const dice = chance(seed);
    const faults: string[] = [];
    let ids = 0;
    const random: Random = {
      fraction: () => dice.between(0, 999_999) / 1_000_000,
      id() {
        ids += 1;
        return `00000000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`;
      },
    };
    const line: Line = way === 'direct' ? directLine(sandbox, time, dice) : socketLine();
    const dead: { readonly store: Store; readonly file: string }[] = [];
    let current = file;
    let engine = startEngine(current);

    function startEngine(at: string): Engine {
      let alive = true;
      const isAlive = (): boolean => alive;
      const clock: Clock = {
        now: () => time.now(),
        sleep: mortal(isAlive, (milliseconds: number, signal?: AbortSignal) =>
          time.sleep(milliseconds, signal),
        ),
      };
      const store = valueOf(openStore({ file: at, key: databaseKey, readServerCopy }));
      const network = createNetwork(clock, false);
      const profile = valueOf(parseProfile(endpoints));
      const log = {
        write(level: string, message: string, details?: unknown): void {
          if (alive && level === 'error') faults.push(`${message} ${JSON.stringify(details)}`);
        },
      };
      const http = createHttp({
        transport: mortal(isAlive, line.transport),
        tokens: createTokenSource({
          fetch: mortal(isAlive, line.fetch),
          clock,
          endpoint: {
            tokenUrl: sandbox.tokenUrl,
            scopes: ['rino_api_agency_read', 'rino_api_agency_write'],
          },
          credentials: () =>
            Promise.resolve({ clientId: sandbox.clientId, clientSecret: sandbox.clientSecret }),
        }),
        clock,
        random,
        log,
        network,
        baseUrl: sandbox.contractingUrl,
        budget: createBudget(clock, ratesOf(profile, 'practice')),
        timeoutMs: way === 'direct' ? 60_000 : 2_000,
      });
      const connector = createAgentSyncConnector({ http, profile, environment: 'practice' });
      const changes: Changes = {
        rows: () => undefined,
        membership: () => undefined,
        outbox: () => undefined,
        status: () => undefined,
        receipt: () => undefined,
      };
      const parts = { store, connector, clock, random, log, network, changes };
      const outbox = createOutbox({ ...parts, actor: 'tester', environment: 'practice' });
      const sync = createSync(parts);
      outbox.start();
      sync.start();
      return {
        store,
        outbox,
        sync,
        network,
        die() {
          alive = false;
        },
      };
    }

    const world: World = {
      sandbox,
      time,
      faults,
      get store() {
        return engine.store;
      },
      get outbox() {
        return engine.outbox;
      },
      get sync() {
        return engine.sync;
      },
      get network() {
        return engine.network;
      },
      async restart() {
        const chosen = engine.network.status();
        await time.through(Promise.all([engine.outbox.stop(), engine.sync.stop()]));
        engine.store.close();
        engine = startEngine(current);
        if (chosen.state === 'offline' && chosen.chosen) engine.network.choose(true);
      },
      kill() {
        engine.die();
        copies += 1;
        const left = path.join(folder, `${copies}.db`);
        // Between two steps no transaction is open, so the two files are what a dead process leaves.
        copyFileSync(current, left);
        if (existsSync(`${current}-wal`)) copyFileSync(`${current}-wal`, `${left}-wal`);
        // Closed later: its last turns may still come, and may do nothing but harm to its own, dead file.
        dead.push({ store: engine.store, file: current });
        current = left;
        engine = startEngine(current);
      },
      async drained() {
        await time.until(
          () => {
            const { sending, unknown } = engine.outbox.counts().byState;
            // Far in the future every wait is over, so what is planned then is what still sends itself.
            return sending + unknown === 0 && planRound(engine.store, time.now() + 86_400_000).length === 0;
          },
          () => `draining ${JSON.stringify(engine.outbox.counts().byState)} ${faults.join('; ')}`,
        );
      },
      async pulled() {
        const since = time.now();
        const open = (): readonly unknown[] =>
          engine.sync
            .states()
            .filter(
              ({ state, completedAt }) =>
                state !== 'not-offered' && (state !== 'idle' || (completedAt ?? 0) < since),
            );
        // A pass under way may have read a page before the last effect: asked again until all are newer.
        engine.sync.now();
        await time.until(
          () => {
            if (open().length === 0) return true;
            for (const { target, failure } of engine.sync.states())
              if (target !== 'lookups' && failure?.code === 'would-remove-many')
                engine.sync.agreeToRemove(target);
            if (engine.sync.states().every(({ state }) => state !== 'running')) engine.sync.now();
            return false;
          },
          () => `a whole pass ${JSON.stringify(open())}`,
        );
      },
      effects: () =>
        sandbox.control
          .journal()
          .filter(({ origin, changes }) => origin !== 'remote' && Object.keys(changes).length > 0),
      shown: (id, field, collection = 'contractAssignment') =>
        textOf(engine.store.mirror.get(collection, id)?.effective[field]),
      held: (id, field, collection = 'contractAssignment') =>
        textOf(sandbox.control.record(tableOf[collection], id)?.[field]),
      async end() {
        engine.die();
        dead.push({ store: engine.store, file: current });
        // What had arrived when it died is still being applied, and a pass waits for company in real time.
        const graves = dead.splice(0);
        setTimeout(() => {
          for (const { store, file: left } of graves) {
            store.close();
            removeDatabase(left);
          }
        }, graveMs);
      },
    };
    return world;
  };

  const template = path.join(folder, 'template.db');
  const first = live(template, 1);
  await first.pulled();
  await time.through(Promise.all([first.outbox.stop(), first.sync.stop()]));
  first.store.close();
  const bytes = readFileSync(template);

  const settleIn = (seed: number): World => {
    copies += 1;
    const file = path.join(folder, `${copies}.db`);
    writeFileSync(file, bytes);
    return live(file, seed);
  };

  return {
    sandbox,
    begin(seed) {
      // A clock of its own: nobody of an earlier life may wake in this one.
      if (way === 'direct') time = virtualTime();
      sandbox.control.reset();
      return settleIn(seed);
    },
    join: settleIn,
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-journal']) rmSync(`${file}${ending}`, { force: true });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
