import { z } from 'zod';
import { mostPastedRows, widestPaste } from '../../domain/pasteBlock.ts';
import { answers } from './definition.ts';
import { warned } from './staging.ts';
import type { StageOutcome } from './staging.ts';
import { fieldName, id, text } from './vocabulary.ts';

/** Gestures over a stretch of a view. However many rows they reach, the request stays small. */

const columns = z.array(fieldName).min(1).max(widestPaste);
const fromRow = z.number().int().min(0);
const rows = z.number().int().min(1).max(mostPastedRows);
const label = z.string().max(200);

/** Calls of gestures over many rows, which travel as what they are and not cell by cell. */
export const stretchCalls = {
  /**
   * Lays a block down from a view's row over these columns, `across` times beside itself and `down` times
   * below itself, as one gesture. The block is cells, or the clipboard's text as spreadsheets write it, which
   * the engine reads: a hundred thousand cells would hold up the window that sends them. At most 100,000 rows
   * in all. Answers and warnings as for `edit.stage`.
   */
  'edit.paste': answers<StageOutcome>()(
    z.object({
      viewId: id,
      fromRow,
      columns,
      cells: z.union([
        z.array(z.array(text).max(widestPaste)).min(1).max(1_000),
        z.string().min(1).max(200_000_000),
      ]),
      across: z.number().int().min(1).max(widestPaste).default(1),
      down: z.number().int().min(1).max(mostPastedRows).default(1),
      label,
      warned: warned.optional(),
    }),
    60_000,
  ),
  /**
   * Repeats what rows of a view show over rows below, above or beside them, as one gesture, each column from
   * the one named with it. A row takes the row of the pattern that it stands on when the pattern is laid
   * end to end from its own place; nothing is counted up. At most 100,000 rows. Answers and warnings as for
   * `edit.stage`.
   */
  'edit.fill': answers<StageOutcome>()(
    z.object({
      viewId: id,
      pattern: z.object({ fromRow, rows }),
      fromRow,
      rows,
      columns: z
        .array(z.object({ field: fieldName, from: fieldName }))
        .min(1)
        .max(widestPaste),
      label,
      warned: warned.optional(),
    }),
    60_000,
  ),
  /** Empties stretches of a view, as one gesture. At most 100,000 rows in all. */
  'edit.clear': answers<StageOutcome>()(
    z.object({
      viewId: id,
      areas: z.array(z.object({ fromRow, rows, columns })).min(1).max(10_000),
      label,
      warned: warned.optional(),
    }),
    60_000,
  ),
} as const;
