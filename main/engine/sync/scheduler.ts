import { collections } from '../../../domain/collections.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Changes } from '../changes.ts';
import type { ConnectorResult } from '../connectors/api.ts';
import type { Network } from '../network.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Store, SyncTarget } from '../store/api.ts';
import type { Sync } from './api.ts';
import type { Catalogue } from './catalogue.ts';
import type { PassContext, PassEnd } from './context.ts';
import { runCycle } from './cycle.ts';
import type { CycleParts } from './cycle.ts';
import { createReachability } from './reachability.ts';
import { createTargetStates } from './targetStates.ts';
import { vendorOf } from './words.ts';

/** What sync has to know of one vendor. */
export interface VendorLists {
  /** In the order in which they are read: parents before children. */
  readonly targets: readonly SyncTarget[];
  readonly offered: (target: SyncTarget) => boolean;
  readonly catalogue: Catalogue;
  /** Runs or resumes the pass of one target. */
  readonly runPass: (context: PassContext, target: SyncTarget) => Promise<PassEnd>;
  /** A small read that tells whether the vendor answers. */
  readonly ask: (signal: AbortSignal) => Promise<ConnectorResult<unknown>>;
}

export interface SchedulerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly network: Network;
  readonly changes: Changes;
  /** Pause between the end of one pass over everything and the start of the next. */
  readonly intervalMs?: number;
  /** Pages or parents asked for ahead; the host's budget decides how many are really under way. */
  readonly ahead?: number;
}

const defaultIntervalMs = 10 * 60_000;
const defaultAhead = 4;
const firstRetryMs = 30_000;

/** Keeps the mirror of one vendor fresh (design section 6). */
export function createScheduler(options: SchedulerOptions, vendor: VendorLists): Sync {
  const { store, clock, log, network, changes } = options;
  const { targets, catalogue } = vendor;
  const intervalMs = options.intervalMs ?? defaultIntervalMs;
  const states = createTargetStates(store, targets, () => changes.status(), vendor.offered);
  const reachability = createReachability({ ...options, ask: vendor.ask });
  let running: Promise<void> | null = null;
  let stopping = new AbortController();
  let wake = new AbortController();
  let wanted = false;
  /** A pass is asked for, but only over what is due. */
  let due = false;
  let offline = false;

  const context = (signal: AbortSignal): PassContext => ({
    store,
    changes,
    clock,
    log,
    signal,
    ahead: options.ahead ?? defaultAhead,
    // By the clock, so that the next page of an engine that has died never comes.
    breathe: () => clock.sleep(0),
    progress: (target, { page, pages, records }) =>
      states.set(target, { state: 'running', page, pages, records, failure: null }),
  });

  const parts = (stop: AbortSignal): CycleParts => ({
    targets,
    runPass: vendor.runPass,
    states,
    clock,
    log,
    network,
    stop,
    context,
    catalogue,
    progressOf: (target) => JSON.stringify(store.syncState.read(target).cursor),
    remember: (target, failure) => store.syncState.failed(target, failure),
    async untilReachable() {
      if (network.mayCall() && network.status().state === 'online') return;
      offline = true;
      changes.status();
      await reachability.untilReachable(stop);
      offline = false;
      changes.status();
    },
  });

  /** After an interruption, what was complete a moment before it need not be read again. */
  const atStart = (): readonly SyncTarget[] => {
    const rows = targets.map((target) => store.syncState.read(target));
    const due = catalogue.due(false);
    if (rows.every((row) => row.cursor === null)) return due;
    const recent = clock.now() - intervalMs;
    const done = rows.filter(({ cursor, completedAt }) => cursor === null && (completedAt ?? 0) > recent);
    return due.filter((target) => !done.some((row) => row.target === target));
  };

  const run = async (stop: AbortSignal): Promise<void> => {
    let open = atStart();
    let nextFull = 0;
    let full = false;
    let hiccups = 0;
    while (!stop.aborted) {
      wanted = false;
      due = false;
      const end = await runCycle(parts(stop), open);
      if (stop.aborted) return;
      const now = clock.now();
      if (full || nextFull <= now) nextFull = now + intervalMs;
      const worthRetrying = end.retry.length > 0 && !end.needsAuth;
      hiccups = worthRetrying ? hiccups + 1 : 0;
      const backoff = Math.min(intervalMs, firstRetryMs * 2 ** (hiccups - 1));
      const next = worthRetrying ? Math.min(nextFull, now + backoff) : nextFull;
      // Asked for while this ran: worth another run only where this one did not look or get through.
      if (targets.every((target) => open.includes(target)) && end.retry.length === 0) wanted = false;
      if (!wanted && !due) await clock.sleep(Math.max(0, next - now), AbortSignal.any([stop, wake.signal]));
      full = wanted || due || !worthRetrying || clock.now() >= nextFull;
      open = full ? catalogue.due(wanted) : end.retry;
    }
  };

  const hurry = (): void => {
    reachability.hurry();
    wake.abort();
    wake = new AbortController();
  };

  return {
    start() {
      if (running !== null) return;
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
      running = null;
    },
    now() {
      wanted = true;
      hurry();
    },
    refresh() {
      due = true;
      hurry();
    },
    states: () => states.all(offline || !network.mayCall()),
    agreeToRemove(target) {
      const { plural } = collections[target];
      const row = store.syncState.read(target);
      if (row.failure?.code !== 'would-remove-many') {
        return fail({
          code: 'nothing-to-remove',
          message: `There is nothing to agree to: ${plural.toLowerCase()} are being read again, or already complete. If they are still missing at ${vendorOf(target)}, Upline will ask again.`,
          remedy: 'retry',
        });
      }
      const removed = store.transaction('mirror', () => {
        const gone = store.mirror.tombstoneUnseen(target, row.pass, clock.now());
        store.syncState.complete(target, clock.now());
        return gone.length;
      });
      states.refresh(target);
      changes.membership(target);
      return ok({ removed });
    },
  };
}
