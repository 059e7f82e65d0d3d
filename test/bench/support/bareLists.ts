import { openDatabase } from '../../../main/engine/store/database.ts';
import { prepareRaw } from '../../../main/engine/store/sqlite.ts';
import { pageRows } from './askEngine.ts';
import { median } from './rounds.ts';

const rounds = 3;

/** The median of a few times; milliseconds. */
function timed(work: () => unknown): number {
  return median(
    Array.from({ length: rounds }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    }),
  );
}

/** The least that opening a list costs: the rowids by one bare statement, and the first rows by another. */
export function bareOpen(file: string, key: Uint8Array): number {
  const opened = openDatabase({ file, key });
  if (!opened.ok) throw new Error(opened.error.message);
  const rowids = prepareRaw(
    opened.value,
    'SELECT rowid FROM contract_assignment WHERE coalesce(gone_at, 0) = 0 ORDER BY rowid',
  ).pluck();
  const rows = prepareRaw(opened.value, 'SELECT * FROM contract_assignment WHERE rowid <= ?');
  const took = timed(() => [rowids.all(), rows.all(pageRows)]);
  opened.value.close();
  return took;
}

/** Sorting places by texts that are in memory and folded already, with JavaScript's own sort. */
export function bareSort(texts: readonly string[]): number {
  const folded = texts.map((text) => text.toLowerCase());
  const places = Array.from(folded, (_, index) => index);
  return timed(() =>
    places.toSorted((a, b) => {
      const left = folded[a] ?? '';
      const right = folded[b] ?? '';
      if (left === right) return 0;
      return left < right ? -1 : 1;
    }),
  );
}

/** Trying every row's text in memory, one after the other. */
export function bareFilter(texts: readonly string[], word: string): number {
  const folded = texts.map((text) => text.toLowerCase());
  return timed(() => folded.filter((text) => text.includes(word)));
}
