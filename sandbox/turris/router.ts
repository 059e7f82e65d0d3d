import type { WireRequest } from '../agentsync/router.ts';
import type { RateLimiter } from '../agentsync/limits.ts';
import { Refusal } from '../agentsync/reply.ts';
import type { Reply } from '../agentsync/reply.ts';
import type { SandboxClock } from '../clock.ts';
import { FILE_CATEGORIES } from '../data/turris.ts';
import type { Json, Row } from '../json.ts';
import type { Profile } from '../profile.ts';
import type { World } from '../world.ts';
import { dataReply, turrisError } from './reply.ts';
import { agentEntry, association, fileDocument, license } from './shape.ts';
import type { TurrisTokens } from './token.ts';

/** Where the stand-in keeps Turris, which has a host of its own. */
export const TURRIS_PREFIX = '/turris';

/** Everything Turris' side consists of. */
export interface TurrisSide {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly turrisTokens: TurrisTokens;
  readonly limiter: RateLimiter;
  readonly profile: () => Profile;
}

interface Ask {
  readonly world: World;
  readonly id: string;
  readonly query: URLSearchParams;
}

interface Route {
  readonly operation: string;
  readonly pattern: RegExp;
  readonly handle: (ask: Ask) => Json;
}

/** Filters of which only one group may be given (T2, T13). */
function oneGroup(query: URLSearchParams, groups: readonly (readonly string[])[]): void {
  const given = groups.filter((group) => group.some((name) => query.has(name)));
  if (given.length > 1)
    throw new Refusal(400, [
      `${given.map((group) => group.join(' + ')).join(' and ')} are mutually exclusive`,
    ]);
}

function rowsOf(world: World, collection: 'downstreamEntities' | 'agents' | 'fileDocuments'): Row[] {
  const table = world[collection];
  return table.slice(0, table.count());
}

function rowOf(world: World, collection: 'downstreamEntities' | 'agents', id: string): Row {
  const row = world[collection].get(id);
  if (row === undefined) throw new Refusal(404, [`No ${collection} with the id ${id}`]);
  return row;
}

/** Whether a row has what each of these filters asks for; a filter that is not given asks for nothing. */
function fits(row: Row, query: URLSearchParams, fields: Readonly<Record<string, string>>): boolean {
  return Object.entries(fields).every(([name, field]) => !query.has(name) || row[field] === query.get(name));
}

function licensesOf({ world, id, query }: Ask, holders: 'downstreamEntities' | 'agents'): Json {
  rowOf(world, holders, id);
  return world.licences
    .byKey(id)
    .filter((row) => fits(row, query, { stateCode: 'stateCode', status: 'status' }))
    .map(license);
}

/** Whether the holder has the licence that `licenseNumber` and `stateCode` name; without them, every holder fits. */
function licensed(world: World, row: Row, query: URLSearchParams): boolean {
  if (!query.has('licenseNumber') && !query.has('stateCode')) return true;
  return world.licences
    .byKey(row.id)
    .some((own) => fits(own, query, { licenseNumber: 'licenseNumber', stateCode: 'stateCode' }));
}

function listAssociations({ world, query }: Ask): Json {
  oneGroup(query, [['downstreamEntityNpn'], ['licenseNumber', 'stateCode'], ['emailDomain'], ['email']]);
  return rowsOf(world, 'downstreamEntities')
    .filter((row) => fits(row, query, { downstreamEntityNpn: 'npn', email: 'email' }))
    .filter((row) => licensed(world, row, query))
    .map(association);
}

function listAgents({ world, query }: Ask): Json {
  oneGroup(query, [['npn'], ['licenseNumber', 'stateCode']]);
  const entity = query.get('downstreamEntityAssociationId');
  if (entity !== null) rowOf(world, 'downstreamEntities', entity);
  return rowsOf(world, 'agents')
    .filter(({ entityIds }) => entity === null || (Array.isArray(entityIds) && entityIds.includes(entity)))
    .filter((row) => fits(row, query, { npn: 'npn' }))
    .filter((row) => licensed(world, row, query))
    .map(agentEntry);
}

function listFileDocuments({ world, query }: Ask): Json {
  const category = query.get('category');
  if (category === null || !FILE_CATEGORIES.some((known) => known === category))
    throw new Refusal(400, [`category must be one of ${FILE_CATEGORIES.join(', ')}`]);
  return rowsOf(world, 'fileDocuments')
    .filter((row) => row['category'] === category && row['isDeleted'] === (query.get('isDeleted') === 'true'))
    .map(fileDocument);
}

/** The calls of the specification's section 2.5 that read what Upline mirrors. */
const ROUTES: readonly Route[] = [
  {
    operation: 'testTurrisToken',
    pattern: /^\/v1\/auth\/test-oauth$/,
    handle: () => ({ message: 'The token is valid.' }),
  },
  {
    operation: 'listAssociations',
    pattern: /^\/v1\/downstream-entity-associations$/,
    handle: listAssociations,
  },
  {
    operation: 'getAssociation',
    pattern: /^\/v1\/downstream-entity-associations\/([^/]+)$/,
    handle: ({ world, id }) => association(rowOf(world, 'downstreamEntities', id)),
  },
  {
    operation: 'listAssociationLicenses',
    pattern: /^\/v1\/downstream-entity-associations\/([^/]+)\/licenses$/,
    handle: (ask) => licensesOf(ask, 'downstreamEntities'),
  },
  { operation: 'listAgents', pattern: /^\/v1\/agents$/, handle: listAgents },
  {
    operation: 'getAgent',
    pattern: /^\/v1\/agents\/([^/]+)$/,
    handle: ({ world, id }) => agentEntry(rowOf(world, 'agents', id)),
  },
  {
    operation: 'listAgentLicenses',
    pattern: /^\/v1\/agents\/([^/]+)\/licenses$/,
    handle: (ask) => licensesOf(ask, 'agents'),
  },
  { operation: 'listFileDocuments', pattern: /^\/v1\/file-documents$/, handle: listFileDocuments },
];

const TOKEN_PATH = '/v1/auth/jwt';

/** Names of the operations of Turris, which faults and journals go by. */
export const turrisOperations: readonly string[] = [
  'turrisToken',
  'turrisUnknown',
  ...ROUTES.map(({ operation }) => operation),
];

const pathOf = (url: string): string => url.slice(TURRIS_PREFIX.length);

function match(path: string): { readonly route: Route; readonly id: string } | undefined {
  for (const route of ROUTES) {
    const found = route.pattern.exec(path);
    if (found !== null) return { route, id: found[1] ?? '' };
  }
  return undefined;
}

/** The name of the call a request makes, for counters and fault rules. */
export function turrisOperationOf(method: string, url: string): string {
  const path = pathOf(url);
  if (path === TOKEN_PATH) return 'turrisToken';
  return (method === 'GET' ? match(path)?.route.operation : undefined) ?? 'turrisUnknown';
}

/** Answers a request to Turris. Reads are not limited unless the profile says so (T-rate-limiting). */
export function answerTurris(side: TurrisSide, request: WireRequest): Reply {
  const profile = side.profile();
  const around = { requestId: request.requestId, now: side.clock.now() };
  const path = pathOf(request.url.pathname);
  let headers: Readonly<Record<string, string>> = {};
  /** Counts one request; always with Turris' own headers, which say when and not how long. */
  const within = (key: string, limit: number): void => {
    const budget = side.limiter.take(`turris:${key}`, limit, {
      ...profile,
      rateHeaders: 'x-ratelimit',
      retryAfter: 'none',
    });
    headers = budget.headers;
    if (!budget.allowed) throw new Refusal(429, ['Rate limit exceeded. Please try again later.']);
  };
  const succeed = (status: number, data: Json): Reply => {
    const reply = dataReply(status, data, around, profile.turrisEnvelope === 'wrapped');
    return { ...reply, headers: { ...headers, ...reply.headers } };
  };
  try {
    if (path === TOKEN_PATH && request.method === 'POST') {
      within('token', profile.turrisTokensPerMinute);
      return succeed(201, side.turrisTokens.exchange(request.text, profile.tokenLifeSeconds));
    }
    const client = side.turrisTokens.clientOf(request.authorization);
    if (client === undefined) throw new Refusal(401, ['Unauthorized']);
    const reads = request.method === 'GET';
    within(`${client}:${reads ? 'read' : 'write'}`, reads ? profile.turrisReadsPerMinute : 60);
    const found = reads ? match(path) : undefined;
    if (found === undefined || profile.disabled.includes(found.route.operation))
      throw new Refusal(404, [`Cannot ${request.method} ${path}`]);
    const { route, id } = found;
    return succeed(
      200,
      route.handle({ world: side.world, id: decoded(id), query: request.url.searchParams }),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return turrisError(new Refusal(error.status, error.said, { ...headers, ...error.headers }), around);
  }
}

/** A path segment; what cannot be decoded names no record and ends in a 404. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
