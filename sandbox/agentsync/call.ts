import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { Profile } from '../profile.ts';
import type { World, WriteMeta } from '../world.ts';
import { Refusal } from './reply.ts';
import type { Reply } from './reply.ts';

/** Scopes that a token may be granted. */
export const SCOPES = ['rino_api_agency_read', 'rino_api_agency_write', 'rino_api_agency_delete'] as const;
export type Scope = (typeof SCOPES)[number];

/** One authorised request, as handlers see it. */
export interface Call {
  readonly world: World;
  readonly profile: Profile;
  readonly meta: WriteMeta;
  /** Path below /contracting. */
  readonly path: string;
  /** What the path pattern captured. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Json | undefined;
  /** Scheme, host and port, for the absolute links the vendor puts into single resources. */
  readonly origin: string;
}

/** A documented or inferred call of the vendor. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly pattern: RegExp;
  readonly scope: Scope;
  readonly budget: 'read' | 'write' | 'bulk';
  readonly handle: (call: Call) => Reply;
}

/** The first captured path segment. */
export function pathId(call: Call): string {
  return call.params[0] ?? '';
}

/** The body as an object, or a 400. */
export function requireObject(body: Json | undefined): JsonObject {
  if (isJsonObject(body)) return body;
  throw new Refusal(400, ['request body must be a JSON object.']);
}

/** The body as an array, or a 400. */
export function requireArray(body: Json | undefined, maximum: number): Json[] {
  if (!Array.isArray(body)) throw new Refusal(400, ['request body must be a JSON array.']);
  if (body.length > maximum) throw new Refusal(400, [`a bulk request must have a max of ${maximum} items.`]);
  return body;
}
