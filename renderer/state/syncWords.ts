import { collections } from '../../domain/collections.ts';
import { assertNever } from '../../domain/result.ts';
import type { CollectionSync, EngineStatus } from '../../preload/contract/engine.ts';
import { counted, formatCount, formatMoment } from './format.ts';

/** The plural a person knows the target by. */
export function targetName(target: CollectionSync['target']): string {
  return target === 'lookups' ? 'Reference lists' : collections[target].plural;
}

/** Where a target's pass stands, in one line. */
export function syncWords(sync: CollectionSync, now: number): string {
  const page = sync.pages === null ? `page ${formatCount(sync.page)}` : pageOf(sync.page, sync.pages);
  switch (sync.state) {
    case 'never':
      return 'Never synced';
    case 'idle':
      return sync.completedAt === null
        ? 'Not complete yet'
        : `Complete, as of ${formatMoment(sync.completedAt, now)}`;
    case 'running':
      return `Reading ${page} · ${counted(sync.records, 'record')} so far`;
    case 'waiting':
      return `Paused at ${page}, goes on by itself`;
    case 'offline':
      return sync.completedAt === null ? 'Offline, not complete yet' : 'Offline, goes on when online';
    case 'needs-auth':
      return 'AgentSync refused the credentials';
    case 'failed':
      return 'Stopped';
    case 'not-offered':
      return 'Not offered by this connection';
    default:
      return assertNever(sync.state);
  }
}

function pageOf(page: number, pages: number): string {
  return `page ${formatCount(page)} of ${formatCount(pages)}`;
}

/** When everything was last complete: the oldest of all targets, null while one never was. */
export function lastCompleteAt(sync: readonly CollectionSync[]): number | null {
  let oldest: number | null = null;
  for (const { completedAt, state } of sync) {
    // What nobody can be asked for has no age.
    if (state === 'not-offered') continue;
    if (completedAt === null) return null;
    oldest = oldest === null ? completedAt : Math.min(oldest, completedAt);
  }
  return oldest;
}

/**
 * Whether the target was never read to its end. Until then an empty list says nothing: what is
 * missing may simply not have arrived.
 */
export function neverSynced(sync: readonly CollectionSync[], target: CollectionSync['target']): boolean {
  const state = sync.find((candidate) => candidate.target === target);
  return state === undefined || state.completedAt === null;
}

/** Why AgentSync does not let us in, whether sending or syncing found out; null when it does. */
export function signInMessage(status: EngineStatus): string | null {
  if (status.authorization.state === 'sign-in') return status.authorization.message;
  // While a pass is under way, what the targets behind it still say is of the last one.
  if (status.sync.some(({ state }) => state === 'running')) return null;
  const refused = status.sync.find(({ state }) => state === 'needs-auth');
  if (refused === undefined) return null;
  return refused.failure?.message ?? 'AgentSync refused the credentials of this connection.';
}
