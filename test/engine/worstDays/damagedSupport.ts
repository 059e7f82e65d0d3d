import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import { createTokenSource } from '../../../main/credentials/tokens.ts';
import { composeEngine } from '../../../main/engine/compose.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { createFetchTransport } from '../../../main/engine/connectors/nodeTransport.ts';
import type { Answer } from '../../../main/engine/dispatch.ts';
import type { Engine } from '../../../main/engine/engine.ts';
import { integerAt } from '../../../main/engine/store/cells.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { prepareRaw } from '../../../main/engine/store/sqlite.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { systemClock, systemRandom } from '../../../main/engine/system.ts';
import { rescue } from '../../../main/engine/transfer/rescue.ts';
import type { Rescued } from '../../../main/engine/transfer/rescue.ts';
import type { Result } from '../../../domain/result.ts';
import type {
  EngineCallName,
  EngineCalls,
  EngineStatus,
  RequestOf,
  ResponseOf,
} from '../../../preload/contract.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { valueOf } from '../outbox/support.ts';

export const pageBytes = 8192;
export const key = new Uint8Array(randomBytes(32));
const connection = { id: 'test', name: 'Test', environment: 'practice' } as const;
const size = { assignments: 300, carriers: 2 };

/** A vendor that is the same each time it is started. */
export const startVendor = (): Promise<Sandbox> => startSandbox({ seed: 7, size });

export function engineOn(file: string, sandbox: Sandbox, workOffline: boolean): Result<Engine> {
  const fetchFunction = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  return composeEngine({
    databaseFile: file,
    databaseKey: key,
    nativeBinding: undefined,
    connection: { ...connection, baseUrl: sandbox.url },
    endpoints,
    turris: null,
    transport: createFetchTransport(fetchFunction),
    tokens: createTokenSource({
      fetch: fetchFunction,
      clock: systemClock,
      endpoint: { tokenUrl: sandbox.tokenUrl, scopes: ['rino_api_agency_read', 'rino_api_agency_write'] },
      credentials: () => Promise.resolve({ clientId: sandbox.clientId, clientSecret: sandbox.clientSecret }),
    }),
    clock: systemClock,
    random: systemRandom,
    log: { write: () => undefined },
    actor: 'tester',
    workOffline,
  });
}

/** What a call answers; which type that is, the contract says. */
export function ask<Name extends EngineCallName>(
  engine: Engine,
  name: Name,
  request: RequestOf<EngineCalls[Name]>,
): Result<ResponseOf<EngineCalls[Name]>> {
  const answered: { value?: Result<ResponseOf<EngineCalls[Name]>> } = {};
  Object.assign(answered, { value: engine.call(name, request) });
  if (answered.value === undefined) throw new Error('no answer');
  return answered.value;
}

export const statusOf = (engine: Engine): EngineStatus => valueOf(ask(engine, 'status.read', {}));

export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 60_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what}: not within 60 s`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A database with work in it, as bytes: its file, and the log a process left that was killed. */
export interface Work {
  readonly main: Buffer;
  readonly log: Buffer;
  /** The same after an orderly end: all in one file. */
  readonly whole: Buffer;
  /** Record, field and value of every change that is not sent, in staging order. */
  readonly changes: readonly { readonly id: string; readonly field: string; readonly value: string }[];
  /** Of these, how many are in the log alone. */
  readonly inLog: number;
  /** Those that had left, and arrived, when the process was killed. */
  readonly arrived: ReadonlySet<string>;
  /** Number of a page of a table or index in the whole file: its root, or a page in its middle. */
  page(name: string, which: 'root' | 'middle'): number;
}

const fields = ['userDefined1', 'userDefined2', 'userDefined3'] as const;
export const keyOf = (change: { readonly id: string; readonly field: string }): string =>
  `${change.id} ${change.field}`;

/** Mirrors everything, goes offline, and types; what was typed last is in the log only. */
export async function doWork(folder: string): Promise<Work> {
  const sandbox = await startVendor();
  const file = path.join(folder, 'work', 'upline.db');
  const changes: Work['changes'][number][] = [];
  const ids = sandbox.control.records('contractAssignments', 0, size.assignments).map(({ id }) => id);
  const type = (engine: Engine, field: string, chosen: readonly string[]): void => {
    valueOf(
      ask(engine, 'edit.stage', {
        collection: 'contractAssignment',
        label: `Typing ${field}`,
        edits: chosen.map((id) => ({ row: { id }, field, input: { typed: `${field} of ${id}` } })),
      }),
    );
    for (const id of chosen) changes.push({ id, field, value: `${field} of ${id}` });
  };
  const first = valueOf(engineOn(file, sandbox, false));
  first.start();
  await until(
    () =>
      statusOf(first).sync.every(({ completedAt, state }) => state === 'not-offered' || completedAt !== null),
    'mirroring',
  );
  valueOf(ask(first, 'network.work-offline', { offline: true }));
  for (const field of fields) type(first, field, ids);
  await first.close();
  await sandbox.close();

  const arrived = new Set(changes.slice(5, 10).map(keyOf));
  const store = valueOf(openStore({ file, key, readServerCopy }));
  store.transaction('gesture', () => {
    for (const operation of store.operations.live({ offset: 5, limit: 5 }))
      store.operations.update(operation.id, { state: 'sending' });
  });
  store.close();

  const again = await startVendor();
  const second = valueOf(engineOn(file, again, true));
  type(second, 'userDefined4', ids.slice(0, 40));
  const main = readFileSync(file);
  const log = readFileSync(`${file}-wal`);
  await second.close();
  await again.close();
  const whole = readFileSync(file);

  const pages = new Map<string, number>();
  const opened = valueOf(openDatabase({ file, key }));
  const all = prepareRaw(
    opened,
    "SELECT pageno FROM dbstat WHERE name = ? AND pagetype <> 'overflow' ORDER BY path",
  );
  for (const name of ['operation', 'operation_target', 'operation_live', 'contract_assignment', 'batch']) {
    const found = all.all(name).map((row) => integerAt(row, 0));
    pages.set(`${name} root`, found[0] ?? 0);
    pages.set(`${name} middle`, found[Math.ceil(found.length / 2)] ?? found[0] ?? 0);
  }
  opened.close();

  return {
    main,
    log,
    whole,
    changes,
    inLog: 40,
    arrived,
    page(name, which) {
      const page = pages.get(`${name} ${which}`);
      if (page === undefined) throw new Error(`no page of ${name}`);
      return page;
    },
  };
}

/** The first failure met by opening the file or by working with it; `none` when all goes well. */
export async function firstTrouble(file: string, sandbox: Sandbox): Promise<string> {
  const opened = engineOn(file, sandbox, true);
  if (!opened.ok) return opened.error.code;
  const engine = opened.value;
  const calls: readonly (() => Answer)[] = [
    () => ask(engine, 'status.read', {}),
    () => ask(engine, 'outbox.list', { offset: 0, limit: 500 }),
    () => ask(engine, 'outbox.list', { offset: 0, limit: 500, states: ['ready'] }),
    () =>
      engine.call('view.open', {
        collection: 'contractAssignment',
        columns: ['npn', 'userDefined1'],
        sort: [{ field: 'userDefined1', direction: 'ascending' }],
        filters: [],
        search: '',
      }),
    () => ask(engine, 'receipt.list', { offset: 0, limit: 100 }),
  ];
  for (const call of calls) {
    const answer = await call();
    if (answer.ok) continue;
    engine.halt();
    return answer.error.code;
  }
  return 'none';
}

export const rescueOf = (file: string): Rescued =>
  valueOf(
    rescue(
      { file, key },
      {
        exportedAt: Date.now(),
        actor: 'tester',
        connection: { ...connection, baseUrl: 'http://127.0.0.1:1' },
      },
    ),
  );

/** As the shell does it: the damaged files go into a folder of their own beside where the new one will be. */
export function moveAside(file: string): void {
  const aside = path.join(path.dirname(file), 'damaged-2026-03-02T09-00-00');
  mkdirSync(aside);
  for (const each of [`${file}-wal`, file])
    if (existsSync(each)) renameSync(each, path.join(aside, path.basename(each)));
}

export function newFolder(): { readonly folder: string; dispose(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-damaged-'));
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
