import type { Json } from '../../../../domain/json.ts';
import { isJsonArray, isJsonObject } from '../../../../domain/json.ts';

/** The items of a list, or what is wrong with the answer. */
export type ListResult =
  { readonly ok: true; readonly items: readonly Json[] } | { readonly ok: false; readonly problem: string };

/**
 * The list in an answer: under `data`, as every reference page shows it, or the whole answer, as one of the
 * guides says (vendor-apis section 6, item 26). Anything else is not taken for an empty list, because an
 * empty list means that everything was deleted.
 */
export function listIn(body: Json, longest: number): ListResult {
  const items = isJsonObject(body) ? body['data'] : body;
  if (!isJsonArray(items)) {
    const wrapped = isJsonObject(body) && 'data' in body;
    return { ok: false, problem: wrapped ? '`data` is not a list' : 'it holds no list' };
  }
  // Without pages there is no other way to stop (vendor-apis section 7, item 26).
  if (items.length > longest)
    return {
      ok: false,
      problem: `it lists ${items.length} records, and ${longest} are the most Upline reads`,
    };
  return { ok: true, items };
}
