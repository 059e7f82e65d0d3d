import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { createUserFiles } from '../../../main/shell/userFiles.ts';
import { exportFile } from '../../../renderer/components/exportList/exportFile.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { exportDesk } from './support.ts';

/** More than two of the pieces in which a list is read and written. */
const rows = 2_500;
const columns = ['npn', 'productId', 'writingNumber'];

let r: Rig;
let folder = '';
beforeEach(async () => {
  r = await rig({ assignments: rows });
  folder = mkdtempSync(path.join(tmpdir(), 'upline-export-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await r.dispose();
});

/** Exports the list to `list.csv`; a person stops it as soon as it says that `stopAt` rows are written. */
async function exported(stopAt: number) {
  const { views, exports } = exportDesk(r);
  const files = createUserFiles({
    saveAs: () => Promise.resolve(path.join(folder, 'list.csv')),
    chooseFile: () => Promise.resolve(null),
  });
  const query = { collection: 'contractAssignment' as const, columns, sort: [], filters: [], search: '' };
  const { viewId } = views.open(query);
  let written = 0;
  let beside: readonly string[] = [];
  const result = await exportFile(
    {
      open: (request) => Promise.resolve(exports.open(request)),
      read: (exportId) => Promise.resolve(exports.read(exportId)),
      close: (exportId) => Promise.resolve(exports.close(exportId)),
    },
    files,
    { viewId, ranges: null, columns, format: 'csv', unsent: true, personal: false },
    (done) => {
      written = done;
      beside = readdirSync(folder);
    },
    () => written >= stopAt,
  );
  return { ...valueOf(result), written, beside };
}

const history = (): readonly string[] =>
  createAuditReader(r.store)
    .list({ offset: 0, limit: 20 })
    .lines.map(({ words }) => words)
    .filter((words) => words.includes('exported'));

test('an export that is stopped half way leaves no file and no part of one, and says so', async () => {
  const stopped = await exported(1_000);
  expect(stopped).toMatchObject({ outcome: 'stopped', rows: 0, written: 1_000 });
  // It was under way, beside the place of the file.
  expect(stopped.beside).toEqual([expect.stringMatching(/list\.csv.+part/)]);
  expect(readdirSync(folder)).toEqual([]);
  expect(history()).toEqual([]);
});

test('a file that was there before stays as it was, and the next export is whole', async () => {
  writeFileSync(path.join(folder, 'list.csv'), 'last year');
  expect(await exported(2_000)).toMatchObject({ outcome: 'stopped', written: 2_000 });
  expect(readdirSync(folder)).toEqual(['list.csv']);
  expect(readFileSync(path.join(folder, 'list.csv'), 'utf8')).toBe('last year');
  expect(await exported(Number.POSITIVE_INFINITY)).toMatchObject({ outcome: 'saved', rows });
  expect(readFileSync(path.join(folder, 'list.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(rows + 1);
  expect(history()).toEqual([expect.stringContaining('2,500 contract assignments were exported as CSV')]);
});
