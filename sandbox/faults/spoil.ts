import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Reply } from '../agentsync/reply.ts';
import type { Action } from './rule.ts';

/** Fields worth spoiling when a rule names none, the first that is present. */
const TEXT_FIELDS = ['npn', 'name', 'description', 'inviteLink'];
const ENUM_FIELDS = ['type', 'assignmentStatusId', 'name'];

interface List {
  readonly items: Json[];
  readonly page: JsonObject | undefined;
}

function listIn(body: Json | undefined): List | undefined {
  if (!isJsonObject(body)) return undefined;
  const { _embedded: embedded, page, data } = body;
  if (Array.isArray(data)) return { items: data, page: undefined };
  if (!isJsonObject(embedded)) return undefined;
  const items = Object.values(embedded)[0];
  return Array.isArray(items) ? { items, page: isJsonObject(page) ? page : undefined } : undefined;
}

/** The record an action aims at: the n-th item of a list, or the resource itself. */
function target(body: Json | undefined, item: number): JsonObject | undefined {
  const list = listIn(body);
  if (list === undefined) return isJsonObject(body) ? body : undefined;
  const chosen = list.items[Math.min(item, list.items.length - 1)];
  return isJsonObject(chosen) ? chosen : undefined;
}

function fieldOf(
  record: JsonObject,
  named: string | undefined,
  candidates: readonly string[],
): string | undefined {
  return named ?? candidates.find((name) => record[name] !== undefined);
}

/** Faults that change what an answer says. Keeps the last record of each list, to repeat it on the next page. */
export class Spoiler {
  readonly #lastItem = new Map<string, Json>();

  /** Applies an action to a reply whose body may be changed freely. */
  spoil(action: Action, reply: Reply, operation: string): Reply {
    if (reply.body === undefined) return reply;
    // The body may share parts with stored records.
    const body = structuredClone(reply.body);
    switch (action.kind) {
      case 'wrong-types': {
        const record = target(body, action.item);
        const field = record && fieldOf(record, action.field, TEXT_FIELDS);
        if (record && field !== undefined) record[field] = { unexpected: [1, 2, 3] };
        break;
      }
      case 'unknown-enum': {
        const record = target(body, action.item);
        const field = record && fieldOf(record, action.field, ENUM_FIELDS);
        if (record && field !== undefined) record[field] = 'NEW_VALUE_FROM_THE_FUTURE';
        break;
      }
      case 'missing-field': {
        const record = target(body, action.item);
        if (record) delete record[action.field];
        break;
      }
      case 'overlong': {
        const record = target(body, action.item);
        const field = record && fieldOf(record, action.field, TEXT_FIELDS);
        if (record && field !== undefined) record[field] = 'x'.repeat(action.length);
        break;
      }
      case 'duplicate-id': {
        const list = listIn(body);
        const again = this.#lastItem.get(operation) ?? list?.items[0];
        if (list !== undefined && again !== undefined) list.items.unshift(structuredClone(again));
        break;
      }
      case 'shrink':
        shrink(listIn(body), action.by);
        break;
      default:
        return reply;
    }
    return { ...reply, body };
  }

  /** Notes what was served, so that a later page can repeat it. */
  served(operation: string, reply: Reply): void {
    const last = listIn(reply.body)?.items.at(-1);
    if (last !== undefined) this.#lastItem.set(operation, last);
  }

  clear(): void {
    this.#lastItem.clear();
  }
}

function shrink(list: List | undefined, by: number): void {
  if (list === undefined) return;
  list.items.splice(Math.max(0, list.items.length - by), by);
  const { page } = list;
  if (page === undefined) return;
  const { totalElements, size } = page;
  if (typeof totalElements !== 'number' || typeof size !== 'number') return;
  page['totalElements'] = Math.max(0, totalElements - by);
  page['totalPages'] = Math.ceil(Math.max(0, totalElements - by) / size);
}
