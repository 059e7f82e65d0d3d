import type { JsonObject, Row } from '../json.ts';
import type { Call } from './call.ts';
import { Refusal } from './reply.ts';
import type { Reply } from './reply.ts';

/** Where the rows of a list come from. */
export interface RowSource {
  readonly total: number;
  readonly slice: (offset: number, limit: number) => readonly Row[];
}

/** A source over rows that are already at hand. */
export function sourceOf(rows: readonly Row[]): RowSource {
  return { total: rows.length, slice: (offset, limit) => rows.slice(offset, offset + limit) };
}

function wholeNumber(call: Call, name: string, fallback: number, minimum: number): number {
  const text = call.query.get(name);
  if (text === null || text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value < minimum) throw new Refusal(400, [`${name} must be a number not less than ${minimum}.`]);
  return value;
}

/**
 * Answers one page in the vendor's style (A-PAG): `_embedded` is absent when the page is empty, pages
 * count from 0, hrefs are relative and lack the /contracting prefix (S1).
 */
export function pageReply(call: Call, key: string, source: RowSource, show: (row: Row) => JsonObject): Reply {
  const { profile, path } = call;
  const number = wholeNumber(call, 'page', 0, 0);
  let size = wholeNumber(call, 'size', profile.defaultPageSize[key] ?? 100, 1);
  if (size > profile.maxPageSize) {
    if (profile.overMaxPageSize === 'refuse') {
      throw new Refusal(400, [`size must not be greater than ${profile.maxPageSize}.`]);
    }
    size = profile.maxPageSize;
  }
  const totalPages = Math.ceil(source.total / size);
  const rows = source.slice(number * size, size);
  const href = (page: number): JsonObject => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(page));
    query.set('size', String(size));
    return { href: `${path}?${query.toString()}` };
  };
  const links: JsonObject = { self: call.query.size === 0 ? { href: path } : href(number) };
  if (totalPages > 1) {
    links['first'] = href(0);
    links['last'] = href(totalPages - 1);
  }
  if (number > 0) links['prev'] = href(number - 1);
  if (number + 1 < totalPages) links['next'] = href(number + 1);
  const body: JsonObject = {};
  if (rows.length > 0) body['_embedded'] = { [key]: rows.map(show) };
  body['_links'] = links;
  body['page'] = { size, totalElements: source.total, totalPages, number };
  return { status: 200, body };
}

/** A resource with only a relative self link. */
export function withSelf(row: JsonObject, href: string): JsonObject {
  return { ...row, _links: { self: { href } } };
}

/** The named fields of a row, where present. */
export function only(row: Row, fields: readonly string[]): JsonObject {
  const result: JsonObject = {};
  for (const field of fields) {
    const value = row[field];
    if (value !== undefined) result[field] = value;
  }
  return result;
}
