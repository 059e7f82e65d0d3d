import { z } from 'zod';
import { answers } from './definition.ts';
import { fieldName, id } from './vocabulary.ts';

/** A list as a file, made piece by piece while it is written. */

const exportFormats = ['csv', 'xlsx'] as const;

const position = z.number().int().min(0);

/** Calls that write a list into a file, piece by piece. */
export const exportCalls = {
  /**
   * Prepares a file of an open view: all of it, or these parts [from, to) of it. Where personal values are
   * asked for, the history says so before the first of them leaves. `about` are names and values that say
   * what the file is; a workbook carries them on its second sheet. Fails with `unknown-view`, `too-many-rows`.
   */
  'export.open': answers<{
    readonly exportId: string;
    readonly rows: number;
    readonly suggestedName: string;
    readonly about: { readonly suggestedName: string; readonly text: string };
  }>()(
    z.object({
      viewId: id,
      ranges: z
        .array(z.object({ from: position, to: position }))
        .max(10_000)
        .nullable(),
      columns: z.array(fieldName).min(1).max(60),
      format: z.enum(exportFormats),
      /** With changes that were not sent yet, else as AgentSync last said it. */
      unsent: z.boolean(),
      /** With personal values, else with stars in their place. */
      personal: z.boolean(),
    }),
    20_000,
  ),
  /** The next piece of the file, and how many rows are in it so far. */
  'export.read': answers<{ readonly data: Uint8Array; readonly rows: number; readonly done: boolean }>()(
    z.object({ exportId: id }),
    30_000,
  ),
  'export.close': answers<null>()(z.object({ exportId: id })),
} as const;
