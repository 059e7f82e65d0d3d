import { z } from 'zod';

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON object. */
export interface JsonObject {
  [key: string]: Json;
}

/** One stored record: every collection of the stand-in holds rows with a text id. */
export interface Row {
  id: string;
  [field: string]: Json;
}

const jsonSchema = z.json();

/** Parses text as JSON, or answers undefined when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return jsonSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Narrows a JSON value to an object (not null, not an array). */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of two JSON values; a missing value equals only a missing value. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return canonicalJson(left) === canonicalJson(right);
}

/** JSON with sorted keys, so that equal records give equal text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  let result = '';
  for (const [key, quoted] of sortedKeys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    const text = typeof item === 'string' ? JSON.stringify(item) : canonicalJson(item);
    result += `${result === '' ? '' : ','}${quoted}:${text}`;
  }
  return `{${result}}`;
}

type KeyOrder = readonly (readonly [key: string, quoted: string])[];
const keyOrders = new Map<string, KeyOrder>();

/** Records come in few shapes and a million copies: each shape is sorted once. */
function sortedKeys(value: JsonObject): KeyOrder {
  const keys = Object.keys(value);
  const shape = keys.join('\n');
  let order = keyOrders.get(shape);
  if (order === undefined) {
    order = keys.sort().map((key) => [key, JSON.stringify(key)] as const);
    if (keyOrders.size < 10_000) keyOrders.set(shape, order);
  }
  return order;
}

/** The text in a field, or empty text when it holds something else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
