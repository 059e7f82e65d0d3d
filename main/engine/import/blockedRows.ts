import { csvLine } from '../../../domain/csv.ts';
import { reasonHeading } from '../../../domain/import/columnMapping.ts';
import { plainHeading } from '../../../domain/import/headings.ts';
import { reasonOf } from '../../../domain/import/issues.ts';
import type { Sliced } from '../slices.ts';
import type { Judged } from './dryRun.ts';
import type { ArrangedSource } from './source.ts';

/** Rows written before others have their turn. */
const slice = 1_000;

/**
 * The blocked rows as a CSV file in the layout of their source, with the reason in a column of its own. A
 * reason from an earlier round is replaced. Brought in again after correction, the reason is left alone.
 */
export function* blockedRows(
  { heading, columns, text, rows }: ArrangedSource,
  judged: readonly Judged[],
): Sliced<string> {
  const width = Math.max(0, heading?.cells.length ?? 0, ...columns.map(({ index }) => index + 1));
  const names = new Map(columns.map(({ index, heading: name }) => [index, name] as const));
  const isReason = (index: number): boolean =>
    plainHeading(heading?.cells[index] ?? '') === plainHeading(reasonHeading);
  const kept = Array.from({ length: width }, (_, index) => index).filter((index) => !isReason(index));
  const headings = kept.map((index) =>
    heading === null ? (names.get(index) ?? `Column ${index + 1}`) : (heading.cells[index] ?? ''),
  );
  const lines = [`\uFEFF${csvLine([...headings, reasonHeading])}`];
  const blocked = new Map(
    judged.filter(({ verdict }) => verdict === 'blocked').map((one) => [one.source.row, one] as const),
  );
  for (const [index, row] of rows.entries()) {
    if (index % slice === slice - 1) yield;
    const one = blocked.get(row.row);
    if (one !== undefined)
      lines.push(csvLine([...kept.map((index) => text(row, index)), one.issues.map(reasonOf).join(' ')]));
  }
  return lines.join('');
}
