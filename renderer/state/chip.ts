import { durationWords } from '../../domain/duration.ts';
import type { CollectionSync, EngineStatus } from '../../preload/contract/engine.ts';
import type { EngineState } from '../../preload/contract/shell.ts';
import { formatCount, formatMoment } from './format.ts';
import { keptFresh, signInMessage, turrisSignInMessage, vendorOf } from './syncWords.ts';

/** How the connection stands, in one word. */
export type ChipKind =
  | 'online'
  | 'working-offline'
  | 'offline'
  | 'syncing'
  | 'sending'
  | 'paused'
  | 'sign-in'
  | 'trouble'
  | 'stopped';

/** In seconds: sooner than this it is over before anybody has planned around it. */
const worthTelling = 60;
/** In milliseconds: a shorter pause is over before it is read. */
const shortestPause = 5_000;

/** What the one status chip says. */
export interface Chip {
  readonly kind: ChipKind;
  /** What is going on, e.g. `Offline since 14:02`. */
  readonly words: string;
  /** How many changes wait for a person, e.g. `2 need you`; null when none. */
  readonly needsYou: string | null;
}

/** The chip for what the engine and the main process last said. */
export function chipOf(status: EngineStatus, engine: EngineState['state'], now: number): Chip {
  const { needsYou } = status.outbox;
  return {
    ...activity(status, engine, now),
    needsYou: needsYou === 0 ? null : `${formatCount(needsYou)} ${needsYou === 1 ? 'needs' : 'need'} you`,
  };
}

function activity(
  status: EngineStatus,
  engine: EngineState['state'],
  now: number,
): Pick<Chip, 'kind' | 'words'> {
  if (engine === 'restarting') return { kind: 'stopped', words: 'Starting again' };
  const { network, sending, turris } = status;
  const sync = keptFresh(status);
  if (network.state === 'offline') {
    const since = formatMoment(network.since, now);
    return network.chosen
      ? { kind: 'working-offline', words: `Working offline since ${since}` }
      : { kind: 'offline', words: `Offline since ${since}` };
  }
  if (sending !== null) {
    const far = `Sending ${formatCount(sending.done)}/${formatCount(sending.total)}`;
    const long = sending.secondsLeft >= worthTelling;
    return { kind: 'sending', words: long ? `${far}, ${durationWords(sending.secondsLeft)} left` : far };
  }
  if (signInMessage(status) !== null) return { kind: 'sign-in', words: 'Sign-in needed' };
  if (status.pause !== null && status.pause.until - now >= shortestPause) {
    return { kind: 'paused', words: `Sending paused until ${formatMoment(status.pause.until, now)}` };
  }
  if (turrisSignInMessage(status) !== null) return { kind: 'sign-in', words: 'Turris sign-in needed' };
  const progress = syncProgress(sync);
  if (progress !== null) return { kind: 'syncing', words: `Syncing ${progress}` };
  const failed = sync.filter((target) => target.state === 'failed');
  if (failed.some(({ target }) => vendorOf(target) === 'AgentSync'))
    return { kind: 'trouble', words: 'Sync stopped' };
  // AgentSync answers, which is what sending needs: the second vendor comes last.
  if (turris?.network.state === 'offline')
    return { kind: 'trouble', words: `Turris not reached since ${formatMoment(turris.network.since, now)}` };
  if (failed.length > 0) return { kind: 'trouble', words: 'Sync with Turris stopped' };
  return { kind: 'online', words: 'Online' };
}

/** `3/12`: pages when one target with many pages runs, else targets; null when nothing runs. */
function syncProgress(sync: readonly CollectionSync[]): string | null {
  const running = sync.filter((target) => target.state === 'running');
  const [only] = running;
  if (only === undefined) return null;
  if (running.length === 1 && only.pages !== null && only.pages > 1) {
    return `${formatCount(Math.min(only.page, only.pages))}/${formatCount(only.pages)}`;
  }
  return `${sync.indexOf(only) + 1}/${sync.length}`;
}
