import type { Log } from './ports.ts';
import { storeFailureOf } from './store/failures.ts';
import { forAbout } from './slices.ts';
import type { Sliced } from './slices.ts';
import type { ViewQuery, ViewStore } from './store/api.ts';

/** Lists shorter than this are read quickly enough when something is asked of them. */
const fewRows = 5_000;
/** Between two slices, so that whatever a person asks for comes first. In milliseconds. */
const pauseMs = 5;
/** How long whatever a person asks for waits at most, or a little longer. In milliseconds. */
const stepMs = 10;

export interface WarmUp {
  /** Prepares sorting and searching of this list; what was being prepared is given up. */
  start(query: ViewQuery, rows: number): void;
  stop(): void;
}

/** Reads ahead, slice by slice, what the first sort or search of an opened list would have to wait for. */
export function createWarmUp(views: Pick<ViewStore, 'prepare'>, log: Log): WarmUp {
  let timer: NodeJS.Timeout | undefined;
  const step = (work: Sliced<void>): void => {
    timer = undefined;
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
    timer = setTimeout(step, pauseMs, work);
    timer.unref();
  };
  return {
    start(query, rows) {
      clearTimeout(timer);
      timer = undefined;
      if (rows < fewRows) return;
      timer = setTimeout(step, pauseMs, views.prepare(query, 'list'));
      timer.unref();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
