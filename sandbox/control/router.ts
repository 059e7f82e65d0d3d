import { z } from 'zod';
import { ruleSchema } from '../faults/rule.ts';
import { COLLECTIONS } from '../journal/entry.ts';
import { parseJson } from '../json.ts';
import type { Row } from '../json.ts';
import { profilePatchSchema } from '../profile.ts';
import type { SandboxControl } from './control.ts';

/** Where tests and the command line steer the stand-in: no path of a vendor. */
export const CONTROL_PREFIX = '/__control';

/** An answer of the control interface; anything JSON can say. */
export interface ControlReply {
  readonly status: number;
  readonly body?: unknown;
}

const collection = z.enum(COLLECTIONS);
const offlineBody = z.object({ offline: z.boolean() }).strict();
const clockBody = z.union([
  z.object({ set: z.union([z.number(), z.iso.datetime()]) }).strict(),
  z.object({ advanceMs: z.number() }).strict(),
]);
const remoteBody = z.union([
  z.object({
    action: z.literal('edit'),
    collection,
    id: z.string(),
    changes: z.record(z.string(), z.json()),
  }),
  z.object({ action: z.literal('create'), collection, fields: z.record(z.string(), z.json()) }),
  z.object({ action: z.literal('delete'), collection, id: z.string() }),
]);
const snapshotBody = z.object({ name: z.string().optional() });
const OK: ControlReply = { status: 200, body: { ok: true } };
const NOT_FOUND: ControlReply = { status: 404, body: { error: 'not found' } };

interface Ask {
  readonly control: SandboxControl;
  readonly query: URLSearchParams;
  readonly text: string;
  readonly params: readonly string[];
}

type Answer = (ask: Ask) => ControlReply;

function body<T>(schema: z.ZodType<T>, ask: Ask): T {
  return schema.parse(ask.text === '' ? {} : parseJson(ask.text));
}

function listOf(query: URLSearchParams, name: string): string[] | undefined {
  const text = query.get(name);
  return text === null ? undefined : text.split(',').filter((part) => part !== '');
}

function whole(query: URLSearchParams, name: string, fallback: number): number {
  const value = Number(query.get(name) ?? fallback);
  return Number.isInteger(value) && value >= 0 ? value : fallback;
}

function ok(value: unknown): ControlReply {
  return { status: 200, body: value };
}

function remote(ask: Ask): ControlReply {
  const wish = body(remoteBody, ask);
  if (wish.action === 'create') return ok(ask.control.remoteCreate(wish.collection, wish.fields));
  if (wish.action === 'delete') return ask.control.remoteDelete(wish.collection, wish.id) ? OK : NOT_FOUND;
  const row = ask.control.remoteEdit(wish.collection, wish.id, wish.changes);
  return row === undefined ? NOT_FOUND : ok(row);
}

function clock(ask: Ask): ControlReply {
  const wish = body(clockBody, ask);
  if ('set' in wish) ask.control.setClock(typeof wish.set === 'number' ? wish.set : Date.parse(wish.set));
  else ask.control.advanceClock(wish.advanceMs);
  return ok({ now: ask.control.now() });
}

function records(ask: Ask): ControlReply {
  const name = collection.parse(ask.params[0]);
  const ids = listOf(ask.query, 'ids');
  const rows: Row[] =
    ids === undefined
      ? ask.control.records(name, whole(ask.query, 'offset', 0), whole(ask.query, 'limit', 1000))
      : ids.map((id) => ask.control.record(name, id)).filter((row) => row !== undefined);
  return ok({ count: ask.control.count(name), records: rows });
}

function hash(ask: Ask): ControlReply {
  const names = listOf(ask.query, 'collections')?.map((name) => collection.parse(name));
  return ok({ hash: ask.control.hash(names, listOf(ask.query, 'ignore')) });
}

const ANSWERS: readonly (readonly [method: string, path: RegExp, answer: Answer])[] = [
  ['GET', /^\/faults$/, ({ control }) => ok(control.faults())],
  ['POST', /^\/faults$/, (ask) => ok({ id: ask.control.addFault(body(ruleSchema, ask)) })],
  ['DELETE', /^\/faults$/, ({ control }) => (control.clearFaults(), OK)],
  ['DELETE', /^\/faults\/([^/]+)$/, ({ control, params }) => (control.clearFaults(params[0]), OK)],
  ['GET', /^\/offline$/, ({ control }) => ok({ offline: control.isOffline() })],
  ['POST', /^\/offline$/, (ask) => (ask.control.setOffline(body(offlineBody, ask).offline), OK)],
  ['GET', /^\/clock$/, ({ control }) => ok({ now: control.now() })],
  ['POST', /^\/clock$/, clock],
  ['POST', /^\/tokens\/revoke$/, ({ control }) => (control.revokeTokens(), OK)],
  ['POST', /^\/turris-tokens\/revoke$/, ({ control }) => (control.revokeTurrisTokens(), OK)],
  ['GET', /^\/profile$/, ({ control }) => ok(control.profile())],
  ['POST', /^\/profile$/, (ask) => ok(ask.control.setProfile(body(profilePatchSchema, ask)))],
  ['POST', /^\/remote$/, remote],
  ['GET', /^\/tables\/([^/]+)$/, records],
  ['GET', /^\/lookups$/, ({ control }) => ok(control.lookups())],
  ['GET', /^\/hash$/, hash],
  ['GET', /^\/journal$/, ({ control, query }) => ok(control.journal(whole(query, 'since', 0)))],
  ['GET', /^\/mails$/, ({ control }) => ok(control.mails())],
  ['GET', /^\/counters$/, ({ control }) => ok(control.counters())],
  ['DELETE', /^\/counters$/, ({ control }) => (control.clearCounters(), OK)],
  ['POST', /^\/snapshots$/, (ask) => ok({ name: ask.control.snapshot(body(snapshotBody, ask).name) })],
  [
    'POST',
    /^\/snapshots\/([^/]+)\/restore$/,
    ({ control, params }) => (control.restore(params[0] ?? '') ? OK : NOT_FOUND),
  ],
  ['POST', /^\/reset$/, ({ control }) => (control.reset(), OK)],
];

/** Answers a control request; the caller has checked the token. */
export function controlReply(control: SandboxControl, method: string, url: URL, text: string): ControlReply {
  const path = url.pathname.slice(CONTROL_PREFIX.length);
  for (const [verb, pattern, answer] of ANSWERS) {
    if (verb !== method) continue;
    const found = pattern.exec(path);
    if (found === null) continue;
    try {
      const params = found.slice(1).map((part) => decodeURIComponent(part));
      return answer({ control, query: url.searchParams, text, params });
    } catch (error) {
      return { status: 400, body: { error: error instanceof Error ? error.message : 'bad request' } };
    }
  }
  return NOT_FOUND;
}
