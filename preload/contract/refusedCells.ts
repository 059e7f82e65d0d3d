import { z } from 'zod';
import { answers } from './definition.ts';
import { collection, fieldName, id, text } from './vocabulary.ts';

/**
 * Cells of a list that are named when they are refused, and kept with what was typed into them; of more only the first
 * are, and the rest is counted. More than anybody corrects one by one, and little enough to be written as a whole
 * whenever one of them is mended: a table with more mistakes is corrected where it came from and pasted again.
 */
export const mostRefusedKept = 1_000;

/** A text that was refused, kept beside its cell until it is mended. */
export const refusedCellKept = z.object({
  recordId: id,
  field: fieldName,
  /** How a person recognises the row and the column. */
  record: z.string().max(1_000),
  fieldLabel: z.string().max(200),
  /** As it was typed. */
  text,
  /** What was expected, in words. */
  reason: text,
});
export type RefusedCellKept = z.infer<typeof refusedCellKept>;

const cells = z.array(refusedCellKept).max(mostRefusedKept);

/**
 * What was typed into cells that refused it. Neither server truth nor staged work: it waits for the person who typed
 * it, on this connection, until it is mended or dismissed.
 */
export const refusedCellCalls = {
  /** Without records that are gone by now; records that were named meanwhile come with their new ids. */
  'refused-cells.read': answers<{ readonly cells: readonly RefusedCellKept[] }>()(z.object({ collection })),
  /** Replaces what is kept of a collection. Numbers that are sealed are never kept. */
  'refused-cells.write': answers<null>()(z.object({ collection, cells })),
} as const;
