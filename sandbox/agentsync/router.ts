import type { SandboxClock } from '../clock.ts';
import { parseJson } from '../json.ts';
import type { Profile } from '../profile.ts';
import type { World } from '../world.ts';
import { assignmentChangeRoutes } from './assignmentChanges.ts';
import { assignmentRoutes } from './assignments.ts';
import type { Route } from './call.ts';
import { carrierRoutes } from './carriers.ts';
import { hierarchyRoutes } from './hierarchies.ts';
import { invitationRoutes } from './invitations.ts';
import { levelRoutes } from './levels.ts';
import type { RateLimiter } from './limits.ts';
import { lookupRoutes } from './lookups.ts';
import { producerDetailRoutes, producerRoutes, PROFILE_PREFIX } from './producers.ts';
import { productRoutes } from './products.ts';
import { errorReply, Refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import type { TokenService } from './token.ts';

const PREFIX = '/contracting';
const TOKEN_PATH = '/oauth2/token';

// Fixed paths come before patterns that would swallow them.
const ROUTES: readonly Route[] = [
  ...carrierRoutes,
  ...productRoutes,
  ...levelRoutes,
  ...assignmentRoutes,
  ...assignmentChangeRoutes,
  ...hierarchyRoutes,
  ...invitationRoutes,
  ...lookupRoutes,
];

/** Producer Profile, below its own prefix. */
const PROFILE_ROUTES: readonly Route[] = [...producerDetailRoutes, ...producerRoutes];

/** Only reachable through `_links`, and forbidden (S1); Hierarchies has a documented call there (S3). */
const INTERNAL =
  /^\/v1\/(organizations(?!\/[^/]+\/productHierarchies$)|organizationTypes|organizationStatuses)(\/|$)/;

/** A request as it came off the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string;
  readonly authorization: string | undefined;
  readonly requestId: string;
  readonly text: string;
}

/** Everything the vendor's side consists of. */
export interface AgentSync {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly tokens: TokenService;
  readonly limiter: RateLimiter;
  readonly profile: () => Profile;
}

interface Match {
  readonly route: Route;
  readonly params: readonly string[];
}

interface Below {
  readonly path: string;
  readonly routes: readonly Route[];
}

function match(method: string, { path, routes }: Below): Match | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const found = route.pattern.exec(path);
    if (found !== null) return { route, params: found.slice(1) };
  }
  return undefined;
}

/** Which part of the vendor an address belongs to, and its path there. */
function below(path: string): Below | undefined {
  if (path.startsWith(`${PREFIX}/`)) return { path: path.slice(PREFIX.length), routes: ROUTES };
  if (path.startsWith(`${PROFILE_PREFIX}/`))
    return { path: path.slice(PROFILE_PREFIX.length), routes: PROFILE_ROUTES };
  return undefined;
}

/** The name of the call a request makes, for counters and fault rules; 'unknown' when it is none. */
export function agentSyncOperationOf(method: string, path: string): string {
  if (path === TOKEN_PATH) return 'token';
  const inner = below(path);
  if (inner === undefined) return 'unknown';
  if (inner.routes === ROUTES && INTERNAL.test(inner.path)) return 'internalLink';
  return match(method, inner)?.route.operation ?? 'unknown';
}

/** Every operation name there is. */
export function agentSyncOperations(): string[] {
  return [
    'token',
    'internalLink',
    'unknown',
    ...[...ROUTES, ...PROFILE_ROUTES].map((route) => route.operation),
  ];
}

function refuse(side: AgentSync, request: WireRequest, refusal: Refusal): Reply {
  return errorReply(refusal, request.url.pathname, side.clock.now());
}

function exchange(side: AgentSync, request: WireRequest): Reply {
  const profile = side.profile();
  const budget = side.limiter.take('token', profile.tokensPerMinute, profile);
  if (!budget.allowed) return refuse(side, request, new Refusal(429, 'Too many requests', budget.headers));
  if (request.method !== 'POST') return refuse(side, request, new Refusal(405, 'Method not allowed'));
  const reply = side.tokens.exchange(request.contentType, request.text, profile.tokenLifeSeconds);
  return { ...reply, headers: { ...budget.headers, ...reply.headers } };
}

/** Answers a request to AgentSync: token endpoint, Contracting or Producer Profile. */
export function answerAgentSync(side: AgentSync, request: WireRequest): Reply {
  if (request.url.pathname === TOKEN_PATH) return exchange(side, request);
  let headers: Readonly<Record<string, string>> = {};
  try {
    const inner = below(request.url.pathname);
    if (inner === undefined) throw new Refusal(404, 'No message available');
    const claims = side.tokens.verify(request.authorization);
    if (claims === undefined) throw new Refusal(401, 'Unauthorized');
    const { path, routes } = inner;
    if (routes === ROUTES && INTERNAL.test(path)) throw new Refusal(403, 'Forbidden');
    const found = match(request.method, inner);
    const profile = side.profile();
    if (found === undefined || profile.disabled.includes(found.route.operation)) {
      const known = routes.some(
        (route) => route.pattern.test(path) && !profile.disabled.includes(route.operation),
      );
      throw new Refusal(known ? 405 : 404, known ? 'Method not allowed' : 'No message available');
    }
    const { route, params } = found;
    if (!claims.scopes.includes(route.scope)) throw new Refusal(403, 'Forbidden');
    const limit = {
      read: profile.readsPerMinute,
      write: profile.writesPerMinute,
      bulk: profile.bulkPerMinute,
    };
    const budget = side.limiter.take(`${claims.client}:${route.budget}`, limit[route.budget], profile);
    headers = budget.headers;
    if (!budget.allowed) throw new Refusal(429, 'Too many requests', headers);
    const reply = route.handle({
      world: side.world,
      profile,
      meta: { origin: claims.client, operation: route.operation, requestId: request.requestId },
      path,
      params: params.map(decoded),
      query: request.url.searchParams,
      body: bodyOf(request),
      origin: request.url.origin,
    });
    return { ...reply, headers: { ...headers, ...reply.headers } };
  } catch (error) {
    if (error instanceof Refusal) {
      return refuse(side, request, new Refusal(error.status, error.said, { ...headers, ...error.headers }));
    }
    throw error;
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

function bodyOf(request: WireRequest): ReturnType<typeof parseJson> {
  if (request.method !== 'POST' && request.method !== 'PUT') return undefined;
  // 500 where one would expect 415 (S1).
  if (request.contentType === '') throw new Refusal(500, 'Internal Server Error');
  if (!/^application\/(.+\+)?json/i.test(request.contentType))
    throw new Refusal(415, 'Unsupported Media Type');
  const body = parseJson(request.text);
  if (body === undefined) throw new Refusal(400, ['request body is not valid JSON.']);
  return body;
}
