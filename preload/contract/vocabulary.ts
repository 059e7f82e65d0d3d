import { z } from 'zod';
import { collectionNames } from '../../domain/fields.ts';

/** The words that requests to the engine are made of. */

export const collection = z.enum(collectionNames);
/** An id as text: never a number, whatever it looks like. */
export const id = z.string().min(1).max(200);
/** The name of a field of a collection. */
export const fieldName = z.string().min(1).max(60);
/** A text that a person may have typed, at most 20,000 characters. */
export const text = z.string().max(20_000);
/** A value as Upline holds it, at most 500 items. */
export const fieldValue = z.union([text, z.boolean(), z.null(), z.array(text).max(500)]);

/** Ids of many operations. */
export const many = z.array(id).min(1).max(200_000);

/** Stretches of the rows of a view, `[from, to)`; what lies past its end is left out. */
export const rowRanges = z
  .array(z.tuple([z.number().int().min(0), z.number().int().min(0)]))
  .min(1)
  .max(10_000);

/** A part of a list. */
export const page = z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) });

/** Text as typed or pasted (labels are looked up), or a value picked from options. */
export const cellInput = z.union([z.object({ typed: text }), z.object({ value: fieldValue })]);
export type CellInput = z.input<typeof cellInput>;
