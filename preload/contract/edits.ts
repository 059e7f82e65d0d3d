import { z } from 'zod';
import { answers } from './definition.ts';
import { warned } from './staging.ts';
import type { RefusedEdit, StageOutcome, StageWarnings } from './staging.ts';
import { stretchCalls } from './stretches.ts';
import { cellInput, collection, fieldName, id } from './vocabulary.ts';

/** A person’s gestures: staged on this computer, and taken back. */

const row = z.union([z.object({ id }), z.object({ viewId: id, position: z.number().int().min(0) })]);

/** Calls that stage what is typed, and take it back. */
export const editCalls = {
  /**
   * Stages cell edits as one gesture. Valid cells are staged, the others come back with reasons. Durable
   * when answered. Where cells break a rule, nothing is staged until the call is repeated with `warned`.
   */
  'edit.stage': answers<StageOutcome>()(
    z.object({
      collection,
      label: z.string().max(200),
      edits: z
        .array(z.object({ row, field: fieldName, input: cellInput }))
        .min(1)
        .max(100_000),
      warned: warned.optional(),
    }),
    60_000,
  ),
  ...stretchCalls,
  /**
   * Makes a record that the server does not have yet, as one gesture. It has a `local:` id until the
   * server names it; other new records may refer to that id. Refused fields come back with reasons and
   * then nothing is made; the same goes for warnings, until the call is repeated with `warned`.
   */
  'record.create': answers<{
    readonly batchId: string | null;
    readonly id: string | null;
    readonly refused: readonly RefusedEdit[];
    readonly warnings: StageWarnings | null;
  }>()(
    z.object({
      collection,
      label: z.string().max(200),
      values: z.record(fieldName, cellInput),
      warned: warned.optional(),
    }),
    30_000,
  ),
  /** Takes back the newest gesture none of which was sent; answers its label. */
  'edit.undo': answers<{ readonly label: string }>()(z.object({}), 30_000),
  'edit.redo': answers<{ readonly label: string }>()(z.object({}), 30_000),
} as const;
