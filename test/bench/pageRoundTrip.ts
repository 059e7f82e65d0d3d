import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { contractingCollectionNames } from '../../domain/fields.ts';
import { readServerCopy } from '../../main/engine/connectors/agentsync/records.ts';
import { fullRecords } from '../../main/engine/sync/gather.ts';
import { startEngineProcess } from '../engine/support/engineProcess.ts';
import { openTestStore } from '../engine/support/store.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { startPlainProcess } from './support/plainProcess.ts';
import { applyAll, practiceRecords } from './support/records.ts';
import { inTurn, median } from './support/rounds.ts';

const columns = [
  'npn',
  'productId',
  'commissionLevelId',
  'assignmentStatusId',
  'uplineContractAssignmentId',
  'writingNumber',
  'referralCodes',
  'startDate',
  'endDate',
  'modifiedDate',
];
const pageRows = 200;
const pagesPerRound = 40;

/**
 * A page of the grid as scrolling asks for it, through the engine's own process: names instead of ids,
 * marks, states. The limit is a process that answers the bare rows through the same kind of channel.
 */
export async function pageRoundTrip({ quick, folder }: BenchOptions): Promise<readonly Measured[]> {
  const rows = quick ? 30_000 : 100_000;
  const records = await practiceRecords(rows);
  const one = openTestStore({ readServerCopy });
  for (const collection of contractingCollectionNames)
    applyAll(one.store, collection, records[collection], fullRecords);
  one.store.close();
  const copy = path.join(folder, 'plain.db');
  copyFileSync(one.file, copy);

  const engine = await startEngineProcess({
    databaseFile: one.file,
    databaseKey: one.key,
    // Working offline, the engine never asks for it.
    sandbox: { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9', clientId: '', clientSecret: '' },
    workOffline: true,
  });
  const plain = await startPlainProcess({ databaseFile: copy, databaseKey: one.key, columns });
  try {
    const { viewId, length } = await engine.call('view.open', {
      collection: 'contractAssignment',
      columns,
      sort: [{ field: 'npn', direction: 'ascending' }],
      filters: [],
      search: '',
    });
    if (length !== rows) throw new Error(`The view has ${length} rows instead of ${rows}`);
    // The same rows for both, all over the table, as in a list that is sorted by something else.
    let turn = 0;
    const nextFrom = (): number => ((turn += 1), (turn * 7_919) % (rows - pageRows));
    const rowidsAt = async (from: number): Promise<readonly number[]> => {
      const page = await engine.call('view.read', { viewId, from, to: from + pageRows });
      return page.rows.map((row) => row.rowid);
    };
    const round = async (ask: (from: number) => Promise<number>): Promise<number> => {
      const times: number[] = [];
      for (let page = 0; page < pagesPerRound; page += 1) times.push(await ask(nextFrom()));
      return median(times);
    };
    const ours = (): Promise<number> =>
      round(async (from) => {
        const began = performance.now();
        const page = await engine.call('view.read', { viewId, from, to: from + pageRows });
        const took = performance.now() - began;
        if (page.rows.length !== pageRows) throw new Error('The page is not full');
        return took;
      });
    const limit = (): Promise<number> =>
      round(async (from) => {
        const rowids = await rowidsAt(from);
        const began = performance.now();
        const answered = await plain.rows(rowids);
        const took = performance.now() - began;
        if (answered.length !== pageRows) throw new Error('The page is not full');
        return took;
      });
    await ours();
    await limit();
    const times = await inTurn(quick ? 5 : 9, ours, limit);
    return [
      measured({
        name: 'page of 200',
        ...times,
        unit: 'ms',
        better: 'lower',
        expected: 3,
        note: `${columns.length} columns of ${rows} assignments; limit: bare rows by rowid from a plain process`,
      }),
    ];
  } finally {
    await Promise.all([engine.close(), plain.close()]);
    one.reopen();
    one.dispose();
  }
}
