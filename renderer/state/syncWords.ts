import { collections, vendorOf as vendorOfCollection } from '../../domain/collections.ts';
import type { Vendor } from '../../domain/collections.ts';
import { assertNever } from '../../domain/result.ts';
import type { CollectionSync, EngineStatus } from '../../preload/contract/engine.ts';
import { counted, formatCount, formatMoment } from './format.ts';

/** The plural a person knows the target by. */
export function targetName(target: CollectionSync['target']): string {
  return target === 'lookups' ? 'Reference lists' : collections[target].plural;
}

/** Whose records a target is. */
export function vendorOf(target: CollectionSync['target']): Vendor {
  return target === 'lookups' ? 'AgentSync' : vendorOfCollection(target);
}

/** What is kept fresh here: Turris' collections only while it is connected. */
export function keptFresh({ sync, turris }: EngineStatus): readonly CollectionSync[] {
  return turris === null ? sync.filter(({ target }) => vendorOf(target) === 'AgentSync') : sync;
}

/** How fresh it is, in a sentence about `everything`, as `Everything here`; `except` stands at its end. */
export function freshnessWords(status: EngineStatus, now: number, everything: string, except = ''): string {
  const sync = keptFresh(status);
  const complete = lastCompleteAt(sync);
  if (complete !== null) return `${everything} is complete as of ${formatMoment(complete, now)}${except}.`;
  const open = sync.filter((one) => one.completedAt === null && one.state !== 'not-offered');
  const vendors = [...new Set(open.map(({ target }) => vendorOf(target)))];
  return `Not everything has been read from ${vendors.length === 0 ? 'AgentSync' : vendors.join(' and ')} yet.`;
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
      return `${vendorOf(sync.target)} refused the credentials`;
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
  return refusedBy('AgentSync', status);
}

/** Why Turris does not let us in; null when it does, and without Turris. AgentSync goes on all the same. */
export function turrisSignInMessage(status: EngineStatus): string | null {
  return status.turris === null ? null : refusedBy('Turris', status);
}

function refusedBy(vendor: Vendor, { sync }: EngineStatus): string | null {
  const own = sync.filter(({ target }) => vendorOf(target) === vendor);
  // While a pass is under way, what the targets behind it still say is of the last one.
  if (own.some(({ state }) => state === 'running')) return null;
  const refused = own.find(({ state }) => state === 'needs-auth');
  if (refused === undefined) return null;
  return refused.failure?.message ?? `${vendor} refused the credentials of this connection.`;
}
