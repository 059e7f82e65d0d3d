import { z } from 'zod';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { isJsonArray, isJsonObject } from '../../../../domain/json.ts';

/** One page of a HAL collection, before its items are understood. */
export interface HalPage {
  readonly items: readonly Json[];
  readonly size: number;
  readonly totalPages: number | null;
  readonly totalElements: number | null;
  readonly last: boolean;
}

/** A page in HAL form, or what is wrong with the answer. */
export type HalResult =
  { readonly ok: true; readonly page: HalPage } | { readonly ok: false; readonly problem: string };

const count = z.number().int().min(0).optional().catch(undefined);
const pageInfo = z.looseObject({ size: count, totalElements: count, totalPages: count, number: count });

type Items = { readonly items: readonly Json[] | null } | { readonly problem: string };

/** The known key, otherwise the only array under `_embedded` (vendor-apis section 7, item 14). */
function itemsOf(body: JsonObject, key: string | undefined): Items {
  const embedded = body['_embedded'];
  // An empty collection has no `_embedded` at all (S0, S1, A-PAG).
  if (embedded === undefined || embedded === null) return { items: null };
  if (!isJsonObject(embedded)) return { problem: '`_embedded` is not an object' };
  const known = key === undefined ? undefined : embedded[key];
  if (isJsonArray(known)) return { items: known };
  if (known !== undefined) return { problem: `\`_embedded.${key}\` is not a list` };
  const lists = Object.values(embedded).filter(isJsonArray);
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return { items: only };
  if (lists.length === 0) return { items: null };
  const names = Object.keys(embedded).join(', ');
  return { problem: `it holds several lists (${names}) and none is the expected “${key ?? '?'}”` };
}

/**
 * Reads one page (vendor-apis 1.6). No single signal ends the reading, because the vendor's own
 * samples contradict themselves: it goes on while the page count or a `next` link says there is
 * more, and an empty page always ends it. Links are looked at, never followed.
 */
export function readHalPage(
  body: Json,
  key: string | undefined,
  asked: { readonly page: number; readonly size: number },
): HalResult {
  if (!isJsonObject(body)) return { ok: false, problem: 'it is not an object' };
  const found = itemsOf(body, key);
  if ('problem' in found) return { ok: false, problem: found.problem };
  const parsed = pageInfo.safeParse(body['page']);
  const info = parsed.success ? parsed.data : {};
  if (info.number !== undefined && info.number !== asked.page) {
    return {
      ok: false,
      problem: `it is page ${info.number + 1} although page ${asked.page + 1} was asked for`,
    };
  }
  const items = found.items ?? [];
  const links = body['_links'];
  const saysCount = info.totalPages !== undefined;
  const moreByCount = saysCount && asked.page + 1 < (info.totalPages ?? 0);
  const moreByLink = isJsonObject(links) && isJsonObject(links['next']);
  const size = info.size !== undefined && info.size > 0 ? info.size : asked.size;
  // Without a count and without links only a short page tells the end.
  const moreByLength = !saysCount && !isJsonObject(links) && items.length >= size;
  return {
    ok: true,
    page: {
      items,
      size,
      totalPages: info.totalPages ?? null,
      totalElements: info.totalElements ?? null,
      last: items.length === 0 || !(moreByCount || moreByLink || moreByLength),
    },
  };
}
