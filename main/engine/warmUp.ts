import type { Log } from './ports.ts';
import { storeFailureOf } from './store/failures.ts';
import { forAbout } from './slices.ts';
import type { Sliced } from './slices.ts';
import type { ViewQuery, ViewStore } from './store/api.ts';

/** Lists shorter than this are read quickly enough when something is asked of them. */
const fewRows = 5_000;
/** Between two slices, so that whatever a person asks for comes first. In milliseconds. */
const pauseMs = 2;
/** How long whatever a person asks for waits at most, or a little longer. In milliseconds. */
const stepMs = 4;
/** After a page was read: whoever scrolls asks for the next one at once. In milliseconds. */
const restMs = 60;

export interface WarmUp {
  /** Prepares sorting and searching of this list; what was being prepared is given up. */
  start(query: ViewQuery, rows: number): void;
  /** What a person asks for now comes before what may be asked for next. Answers how to go on afterwards. */
  standBack(): () => void;
  /** A page was just read, so that another may be asked for at once: goes on when none was for a while. */
  rest(): void;
  stop(): void;
}

/**
 * Reads ahead, slice by slice, what the first sort or search of an opened list would have to wait for, and keeps it
 * for the next start.
 */
export function createWarmUp(views: Pick<ViewStore, 'prepare' | 'keep'>, log: Log): WarmUp {
  let timer: NodeJS.Timeout | undefined;
  let left: Sliced<void> | null = null;
  /** Questions that are being worked out. */
  let asked = 0;
  function* ahead(query: ViewQuery): Sliced<void> {
    yield* views.prepare(query, 'list');
    yield* views.keep(query);
  }
  const later = (afterMs = pauseMs): void => {
    clearTimeout(timer);
    timer = left === null || asked > 0 ? undefined : setTimeout(step, afterMs, left);
    timer?.unref();
  };
  const step = (work: Sliced<void>): void => {
    left = null;
    try {
      if (!forAbout(work, stepMs)) return;
    } catch (error) {
      // Only an attempt: whoever asks for the list meets the failure and is told of it.
      const failure = storeFailureOf(error);
      log.write(failure === null ? 'error' : 'warn', 'A list could not be read ahead', {
        error: failure?.code ?? error,
      });
      return;
    }
    left = work;
    later();
  };
  return {
    start(query, rows) {
      left = rows < fewRows ? null : ahead(query);
      later();
    },
    standBack() {
      asked += 1;
      later();
      return () => {
        asked -= 1;
        later();
      };
    },
    rest: () => later(restMs),
    stop() {
      left = null;
      later();
    },
  };
}
