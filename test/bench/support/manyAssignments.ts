import { copyFileSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openKeychain } from '../../../main/credentials/keychain.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import { loadProfileId, profilePlaces } from '../../../main/shell/profile.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Row, Sandbox } from '../../../sandbox/index.ts';
import { startEngineProcess } from '../../engine/support/engineProcess.ts';

/** One row in so many carries a change that is not sent. */
export const stagedEvery = 10;
/** Many, because each transaction rewrites most pages of the indexes of random ids. */
const perTransaction = 50_000;
const perGesture = 50_000;
/** Invented data: the key only has to be the same when the file is used again. */
const key = Buffer.alloc(32, 7);
const carriersOf = (rows: number): number => (rows > 500_000 ? 150 : 80);

export interface ManyAssignments {
  /** An encrypted database. Whoever opens it takes a copy, so that it can be used again. */
  readonly file: string;
  readonly key: Uint8Array;
  readonly rows: number;
}

/**
 * A database of practice data with so many assignments, of which every tenth was edited and not sent. It is
 * made once, which takes minutes for a million, and kept in `UPLINE_BENCH_CACHE` where that is set.
 */
export async function manyAssignments(rows: number, folder: string): Promise<ManyAssignments> {
  const cache = process.env['UPLINE_BENCH_CACHE'] ?? folder;
  const name = `assignments-${rows}-schema-${migrations.length}`;
  const kept = path.join(cache, name, 'upline.db');
  if (!existsSync(kept)) {
    for (const old of readdirSync(cache))
      if (old.startsWith(`assignments-${rows}-`)) rmSync(path.join(cache, old), { recursive: true });
    const making = path.join(cache, `${name}.making`);
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    await make(path.join(making, 'upline.db'), rows);
    renameSync(making, path.join(cache, name));
  }
  return { file: kept, key, rows };
}

/** A copy of its own for a program of this run. */
export function copyOf({ file }: ManyAssignments, target: string): void {
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(file, target, constants.COPYFILE_FICLONE);
}

/** Lays the data into a profile, as the practice connection that a person opened before. */
export async function intoProfile(many: ManyAssignments, profile: string): Promise<void> {
  const id = await loadProfileId(profile, Date.now());
  const keychain = await openKeychain(id);
  if (keychain.kind === 'absent') throw new Error(`There is no keychain: ${keychain.reason}`);
  await keychain.store.set(`${id}/practice/database-key`, Buffer.from(many.key).toString('base64'));
  copyOf(many, profilePlaces(profile).database('practice'));
}

async function make(file: string, rows: number): Promise<void> {
  const sandbox = await startSandbox({ size: { assignments: rows, carriers: carriersOf(rows) } });
  const opened = openStore({ readServerCopy, file, key });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  applyLookups(store, sandbox);
  applyRecords(store, sandbox);
  const ids = everyTenth(store);
  store.close();
  await sandbox.close();
  await stage(file, ids);
}

function applyLookups(store: Store, sandbox: Sandbox): void {
  const { assignmentStatuses, annualizations } = sandbox.control.lookups();
  const put = (kind: 'assignmentStatus' | 'annualization', values: readonly Row[]): void => {
    const read = values.map((server) => {
      const { id, name, description = null } = server;
      return { kind, id, name: textOrNull(name) ?? id, description: textOrNull(description), server };
    });
    store.transaction('mirror', () => store.lookups.applyAll(kind, read, { pass: 1, now: 1 }));
  };
  put('assignmentStatus', assignmentStatuses);
  put('annualization', annualizations);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function applyRecords(store: Store, sandbox: Sandbox): void {
  const tables = {
    carrier: 'carriers',
    product: 'products',
    commissionLevel: 'commissionLevels',
    producer: 'producers',
    contractAssignment: 'contractAssignments',
  } as const;
  for (const collection of [
    'carrier',
    'product',
    'commissionLevel',
    'producer',
    'contractAssignment',
  ] as const)
    for (let from = 0; ; from += perTransaction) {
      const some = sandbox.control.records(tables[collection], from, perTransaction);
      if (some.length === 0) break;
      const records = some.map((server) => ({
        id: server.id,
        values: readServerCopy(collection, server),
        server,
      }));
      store.transaction('mirror', () => store.mirror.applyPage(collection, records, { pass: 1, now: 1 }));
      store.checkpoint();
    }
}

function everyTenth(store: Store): readonly string[] {
  const query = { collection: 'contractAssignment', columns: [], sort: [], filters: [], search: '' } as const;
  const rowids = [...store.views.order(query)].filter((_, index) => index % stagedEvery === 0);
  return store.views.rows(query, rowids).map(({ id }) => id);
}

/** Edits these assignments through the engine, as a person's gestures. */
async function stage(file: string, ids: readonly string[]): Promise<void> {
  const nowhere = {
    url: 'http://127.0.0.1:9',
    tokenUrl: 'http://127.0.0.1:9',
    clientId: '',
    clientSecret: '',
  };
  const engine = await startEngineProcess({
    databaseFile: file,
    databaseKey: key,
    sandbox: nowhere,
    workOffline: true,
  });
  for (let from = 0; from < ids.length; from += perGesture) {
    const edits = ids.slice(from, from + perGesture).map((id, index) => ({
      row: { id },
      field: 'userDefined1',
      input: { typed: `Campaign ${index % 40}` },
    }));
    const label = 'Typing';
    const outcome = await engine.call('edit.stage', { collection: 'contractAssignment', label, edits });
    if (outcome.staged !== edits.length) throw new Error(`Only ${outcome.staged} cells were staged`);
  }
  await engine.close();
}
