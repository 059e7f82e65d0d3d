import type { CollectionName } from '../../../../domain/fields.ts';
import type { Sliced } from '../../slices.ts';
import type { Transact } from '../transactions.ts';
import type { ColumnVector, KeptRanks } from './columnVector.ts';
import type { KeptColumns } from './keptColumns.ts';
import { partsOf } from './restoreColumn.ts';
import type { Vectors } from './vectors.ts';

/** What keeping columns needs beside the columns. */
export interface Keeping {
  readonly kept: Pick<KeptColumns, 'isWorn' | 'begin' | 'put' | 'finish'>;
  readonly transaction: Transact;
  /** Moves the log into the file when it has grown. */
  readonly checkpoint: () => void;
}

/** Tables shorter than this are read quickly enough. */
const fewRows = 5_000;

/**
 * Keeps one column, a part in each transaction, unless what is kept of it will do. Answers false when anything was
 * written meanwhile: nothing is kept of it then, and reading ahead again keeps it another time.
 */
export function* keepColumn(
  {
    vectors,
    kept,
    transaction,
    checkpoint,
  }: Keeping & { readonly vectors: Pick<Vectors, 'settled' | 'version'> },
  collection: CollectionName,
  column: string,
  ranksOf: (vector: ColumnVector) => KeptRanks | null,
): Sliced<boolean> {
  const settled = vectors.settled(collection, column);
  if (settled === null) return false;
  const { vector, end } = settled;
  if (end < fewRows || !kept.isWorn(collection, column)) return true;
  const { version } = vectors;
  const ranks = ranksOf(vector);
  const size = { end, cells: vector.size, ranked: ranks?.of.length ?? 0, most: ranks?.most ?? 0 };
  transaction('mirror', () => kept.begin(collection, column));
  for (const { kind, part, bytes } of partsOf(vector, end, ranks)) {
    yield;
    if (vectors.version !== version) return false;
    transaction('mirror', () => kept.put(collection, column, kind, part, bytes()));
    checkpoint();
  }
  transaction('mirror', () => kept.finish(collection, column, size));
  return true;
}
