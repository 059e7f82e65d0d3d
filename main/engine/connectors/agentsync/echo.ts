import type { Json } from '../../../../domain/json.ts';
import { isJsonArray, isJsonObject } from '../../../../domain/json.ts';
import { readHalPage } from './hal.ts';

/** The items of an answer to a bulk write, in whichever of its possible shapes (not published, C11, C17). */
export function echoedItems(body: Json, key: string): readonly Json[] {
  if (isJsonArray(body)) return body;
  if (!isJsonObject(body)) return [];
  const direct = body[key];
  if (isJsonArray(direct)) return direct;
  const hal = readHalPage(body, key, { page: 0, size: Number.MAX_SAFE_INTEGER });
  return hal.ok ? hal.page.items : [];
}
