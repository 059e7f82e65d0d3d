import { isJsonObject, parseJson } from '../../../domain/json.ts';
import type { JsonObject } from '../../../domain/json.ts';

/**
 * Readers for values that come out of SQLite untyped. A value of another type than the schema
 * promises is a bug, so they throw.
 */
export function textAt(row: readonly unknown[] | undefined, index: number): string {
  const value = row?.[index];
  if (typeof value === 'string') return value;
  throw new TypeError(`Column ${index} should hold text but holds ${typeof value}`);
}

/** Text of a row, or null; throws where the database holds anything else. */
export function textOrNullAt(row: readonly unknown[] | undefined, index: number): string | null {
  const value = row?.[index];
  if (value === null || typeof value === 'string') return value;
  throw new TypeError(`Column ${index} should hold text or nothing but holds ${typeof value}`);
}

/** A number of a row; throws where the database holds anything else. */
export function integerAt(row: readonly unknown[] | undefined, index: number): number {
  const value = row?.[index];
  if (typeof value === 'number') return value;
  throw new TypeError(`Column ${index} should hold a number but holds ${typeof value}`);
}

/** A number of a row, or null; throws where the database holds anything else. */
export function integerOrNullAt(row: readonly unknown[] | undefined, index: number): number | null {
  const value = row?.[index];
  if (value === null || typeof value === 'number') return value;
  throw new TypeError(`Column ${index} should hold a number or nothing but holds ${typeof value}`);
}

/** JSON that we wrote ourselves; throws where it is no object. */
export function parseJsonObject(text: string): JsonObject {
  const value = parseJson(text);
  if (isJsonObject(value)) return value;
  throw new TypeError('Stored JSON should be an object');
}
