import { errorReply } from './agentsync/reply.ts';
import type { Refusal, Reply } from './agentsync/reply.ts';
import { agentSyncOperations, answerAgentSync, agentSyncOperationOf } from './agentsync/router.ts';
import type { AgentSync, WireRequest } from './agentsync/router.ts';
import { turrisError } from './turris/reply.ts';
import { answerTurris, TURRIS_PREFIX, turrisOperationOf, turrisOperations } from './turris/router.ts';
import type { TurrisSide } from './turris/router.ts';

/** Both vendors, on one port: each below its own paths, with its own clients, tokens, limits and errors. */
export type Vendors = AgentSync & TurrisSide;

const ofTurris = (path: string): boolean => path === TURRIS_PREFIX || path.startsWith(`${TURRIS_PREFIX}/`);

/** The name of the call a request makes, for counters and fault rules. */
export function operationOf(method: string, path: string): string {
  return ofTurris(path) ? turrisOperationOf(method, path) : agentSyncOperationOf(method, path);
}

/** Every operation name there is. */
export function operationNames(): string[] {
  return [...agentSyncOperations(), ...turrisOperations];
}

/** Answers a request to whichever vendor it is for. */
export function answer(side: Vendors, request: WireRequest): Reply {
  return ofTurris(request.url.pathname) ? answerTurris(side, request) : answerAgentSync(side, request);
}

/** A refusal in the shape of the vendor that is asked. */
export function refusalReply(
  refusal: Refusal,
  { path, requestId, now }: { readonly path: string; readonly requestId: string; readonly now: number },
): Reply {
  return ofTurris(path) ? turrisError(refusal, { requestId, now }) : errorReply(refusal, path, now);
}
