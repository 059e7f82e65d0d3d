import type { Failure } from '../../../domain/result.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import type { Network } from '../network.ts';
import type { Clock, Log } from '../ports.ts';
import type { SyncTarget } from '../store/api.ts';
import { storeFailureOf } from '../store/failures.ts';
import type { Catalogue } from './catalogue.ts';
import type { PassContext, PassEnd } from './context.ts';
import type { TargetStates } from './targetStates.ts';
import { explain } from './words.ts';

export interface CycleParts {
  /** All there are of this vendor, in the order in which they are read. */
  readonly targets: readonly SyncTarget[];
  readonly runPass: (context: PassContext, target: SyncTarget) => Promise<PassEnd>;
  readonly states: TargetStates;
  readonly clock: Clock;
  readonly log: Log;
  readonly network: Network;
  readonly stop: AbortSignal;
  readonly context: (signal: AbortSignal) => PassContext;
  /** Text that changes whenever a pass gets on. */
  readonly progressOf: (target: SyncTarget) => string;
  readonly remember: (target: SyncTarget, failure: Failure) => void;
  readonly untilReachable: () => Promise<void>;
  readonly catalogue: Catalogue;
}

/** What a round over all targets left to do. */
export interface CycleEnd {
  /** Targets worth trying again before the next full cycle. */
  readonly retry: readonly SyncTarget[];
  /** Nothing can be read until a person signs in. */
  readonly needsAuth: boolean;
}

/** So often a pass may be cut at the same place before it is put off. */
const cutsAtOnePlace = 3;

type Outcome = 'done' | 'by-id' | 'retry' | 'put-off' | 'needs-auth' | 'stopped';

/**
 * Takes targets through their passes in order. Being offline or asked to wait ends nothing: the
 * cycle goes on by itself where it stood.
 */
export async function runCycle(parts: CycleParts, open: readonly SyncTarget[]): Promise<CycleEnd> {
  const retry: SyncTarget[] = [];
  const queue = [...open];
  const { catalogue } = parts;
  const tried = new Set<SyncTarget>();
  const read = new Set<SyncTarget>();
  let levelsRead = false;
  for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
    const outcome = await settle(parts, target);
    if (outcome === 'stopped') return { retry, needsAuth: false };
    if (outcome === 'needs-auth') return { retry: parts.targets, needsAuth: true };
    if (outcome === 'retry') retry.push(target);
    tried.add(target);
    if (outcome === 'done' || outcome === 'by-id') {
      read.add(target);
      const assignments = target === 'contractAssignment';
      // What assignments name and passes of this cycle did not bring is not there to be found; what
      // was created in between is found by the next slow pass.
      const looked = assignments ? read : [target];
      if (read.has('contractAssignment')) for (const each of looked) catalogue.looked(each);
      if (assignments) queue.push(...catalogue.missing().filter((each) => !tried.has(each)));
    }
    // Levels that are not listed are found through assignments, which come after them.
    if (outcome === 'by-id' && !levelsRead && queue.includes('contractAssignment')) {
      levelsRead = true;
      queue.push('commissionLevel');
    }
  }
  return { retry, needsAuth: false };
}

async function settle(parts: CycleParts, target: SyncTarget): Promise<Outcome> {
  const { states, clock, network, stop, targets } = parts;
  let cuts = 0;
  for (;;) {
    await parts.untilReachable();
    if (stop.aborted) return 'stopped';
    const before = parts.progressOf(target);
    const signal = AbortSignal.any([stop, network.signal()]);
    const end = await parts
      .runPass(parts.context(signal), target)
      .catch((error: unknown) => unwritable(error));
    if (end.kind === 'unwritable') {
      // Told, not stored: the store is what failed.
      states.set(target, { state: 'failed', failure: end.failure });
      return 'retry';
    }
    if (end.kind !== 'interrupted') {
      states.refresh(target);
      if (end.kind === 'by-id') return 'by-id';
      // It told a person; the next full cycle looks again.
      return end.kind === 'complete' ? 'done' : 'put-off';
    }
    const { failure } = end;
    const told = explain(failure, target, clock.now());
    parts.log.write('info', 'pass interrupted', { target, kind: failure.kind });
    if (stop.aborted) {
      states.refresh(target);
      return 'stopped';
    }
    switch (failure.kind) {
      case 'aborted':
        states.set(target, { state: 'waiting' });
        break;
      case 'not-sent':
      case 'no-answer':
        network.unreachable(failure.message);
        states.set(target, { state: 'waiting', failure: told });
        cuts = parts.progressOf(target) === before ? cuts + 1 : 0;
        // It answers small questions but never this one.
        if (failure.kind === 'no-answer' && cuts >= cutsAtOnePlace) return putOff(parts, target, told);
        break;
      case 'rate-limited':
        states.set(target, { state: 'waiting', failure: told });
        await clock.sleep(Math.max(0, failure.until - clock.now()), signal);
        break;
      case 'unauthorized':
      case 'credentials-refused':
        for (const each of targets.slice(targets.indexOf(target))) {
          states.set(each, { state: 'needs-auth', failure: told });
        }
        return 'needs-auth';
      default:
        return failed(parts, target, failure, told);
    }
  }
}

/**
 * A full or read-only disk is expected and ends the pass with its reason. A damaged file ends the engine,
 * and anything else is a bug: both go on up.
 */
function unwritable(error: unknown): { readonly kind: 'unwritable'; readonly failure: Failure } {
  const failure = storeFailureOf(error);
  if (failure === null || failure.code === 'file-corrupt') throw error;
  return { kind: 'unwritable', failure };
}

function putOff(parts: CycleParts, target: SyncTarget, told: Failure): Outcome {
  parts.remember(target, told);
  parts.states.refresh(target, told);
  return 'retry';
}

function failed(parts: CycleParts, target: SyncTarget, failure: ConnectorFailure, told: Failure): Outcome {
  putOff(parts, target, told);
  // Asking again soon helps against a hiccup, not against a missing permission.
  return failure.kind === 'server-error' || failure.kind === 'malformed' ? 'retry' : 'put-off';
}
