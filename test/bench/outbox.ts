import { openDatabase } from '../../main/engine/store/database.ts';
import { rig, valueOf } from '../engine/outbox/support.ts';
import type { Rig } from '../engine/outbox/support.ts';
import { openTestStore } from '../engine/support/store.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';

/** Records in one bulk write, as the endpoint profile of practice says. */
const bulkItems = 250;

/** Staging and draining in volume: against bare statements, and against the fewest requests there can be. */
export async function outboxRates({ quick }: BenchOptions): Promise<readonly Measured[]> {
  const staged = quick ? 20_000 : 100_000;
  const sent = quick ? 2_500 : 10_000;
  const r = await rig({ assignments: staged, speed: 1, timeoutMs: 60_000 });
  try {
    const ids = r.store.mirror.ids('contractAssignment', null, staged);
    const staging = stagingSeconds(r, ids);
    const bareStaging = bareSeconds(ids, 'staging');
    const { seconds: draining, requests, reads } = await drainingSeconds(r, ids.slice(0, sent));
    const bareDraining = bareSeconds(ids.slice(0, sent), 'draining');
    const fewest = Math.ceil(sent / bulkItems);
    return [
      measured({
        name: 'stage',
        ours: staged / staging,
        limit: staged / bareStaging,
        unit: 'edits/s',
        better: 'higher',
        expected: 0.3,
        note: `${staged} edits in one durable gesture; limit: their inserts and updates in one transaction`,
      }),
      measured({
        name: 'drain',
        ours: sent / draining,
        limit: sent / bareDraining,
        unit: 'edits/s',
        better: 'higher',
        expected: 0.1,
        note: `${sent} edits, the stand-in in the same process; limit: three updates for each`,
      }),
      measured({
        name: 'drain requests',
        ours: requests,
        limit: fewest,
        unit: 'requests',
        better: 'lower',
        expected: 1.05,
        note: `writes for ${sent} edits; limit: full bulk writes; besides them ${reads} reads to look for collisions`,
      }),
    ];
  } finally {
    await r.dispose();
  }
}

function stagingSeconds(r: Rig, ids: readonly string[]): number {
  const edits = ids.map((recordId) => ({
    recordId,
    field: 'userDefined1',
    input: { typed: `b ${recordId}` },
  }));
  const from = performance.now();
  expectStaged(valueOf(r.outbox.stage('contractAssignment', 'Bench', edits)).staged, ids.length);
  const seconds = (performance.now() - from) / 1000;
  valueOf(r.outbox.undo());
  return seconds;
}

async function drainingSeconds(
  r: Rig,
  ids: readonly string[],
): Promise<{ readonly seconds: number; readonly requests: number; readonly reads: number }> {
  const edits = ids.map((recordId) => ({
    recordId,
    field: 'userDefined2',
    input: { typed: `d ${recordId}` },
  }));
  expectStaged(valueOf(r.outbox.stage('contractAssignment', 'Bench', edits)).staged, ids.length);
  r.sandbox.control.clearCounters();
  const from = performance.now();
  r.outbox.start();
  while (r.outbox.counts().unsent > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const seconds = (performance.now() - from) / 1000;
  const counters = Object.entries(r.sandbox.control.counters());
  const sum = (wanted: (name: string) => boolean): number =>
    counters.reduce((total, [name, count]) => total + (wanted(name) ? count : 0), 0);
  const isWrite = (name: string): boolean => name === 'updateAssignmentsBulk';
  return { seconds, requests: sum(isWrite), reads: sum((name) => !isWrite(name) && name !== 'token') };
}

/** The least that the same work costs the database: same cipher and settings, nothing but the statements. */
function bareSeconds(ids: readonly string[], work: 'staging' | 'draining'): number {
  const one = openTestStore();
  one.store.close();
  const connection = valueOf(openDatabase({ file: one.file, key: one.key }));
  connection.exec(
    `CREATE TABLE bare_record (id TEXT PRIMARY KEY, value TEXT, server TEXT, state TEXT);
     CREATE TABLE bare_operation (id TEXT PRIMARY KEY, target TEXT, changes TEXT, state TEXT, settled INTEGER);
     CREATE INDEX bare_target ON bare_operation (target)`,
  );
  const addRecord = connection.prepare('INSERT INTO bare_record VALUES (?, NULL, ?, NULL)');
  const add = connection.prepare(`INSERT INTO bare_operation VALUES (?, ?, ?, 'ready', NULL)`);
  const mark = connection.prepare('UPDATE bare_record SET value = ?, state = ? WHERE id = ?');
  const move = connection.prepare('UPDATE bare_operation SET state = ?, settled = ? WHERE id = ?');
  const land = connection.prepare('UPDATE bare_record SET server = ?, state = NULL WHERE id = ?');
  const server = JSON.stringify({ padding: 'x'.repeat(1_500) });
  const all = (each: (id: string) => void): number => {
    const from = performance.now();
    connection.exec('PRAGMA synchronous=FULL; BEGIN IMMEDIATE');
    for (const id of ids) each(id);
    connection.exec('COMMIT');
    return (performance.now() - from) / 1000;
  };
  all((id) => addRecord.run(id, server));
  const changes = JSON.stringify({ userDefined1: { base: null, value: 'value' } });
  let seconds = all((id) => {
    add.run(`operation ${id}`, id, changes);
    mark.run('value', 'ready', id);
  });
  if (work === 'draining')
    seconds = all((id) => {
      move.run('sending', null, `operation ${id}`);
      move.run('done', 1, `operation ${id}`);
      land.run(server, id);
    });
  connection.close();
  one.reopen();
  one.dispose();
  return seconds;
}

function expectStaged(count: number, wanted: number): void {
  if (count !== wanted) throw new Error(`${count} of ${wanted} edits were staged`);
}
