import type { Log } from './ports.ts';
import { storeFailureOf } from './store/failures.ts';
import type { ViewQuery, ViewStore } from './store/api.ts';

/** Lists shorter than this are read quickly enough when something is asked of them. */
const fewRows = 5_000;
/** Between two slices, so that whatever a person asks for comes first. In milliseconds. */
const pauseMs = 15;

export interface WarmUp {
  /** Prepares sorting and searching of this list; what was being prepared is given up. */
  start(query: ViewQuery, rows: number): void;
  stop(): void;
}

/** Reads ahead, slice by slice, what the first sort or search of an opened list would have to wait for. */
export function createWarmUp(views: Pick<ViewStore, 'warm'>, log: Log): WarmUp {
  let timer: NodeJS.Timeout | undefined;
  const step = (query: ViewQuery): void => {
    timer = undefined;
    try {
      if (!views.warm(query)) return;
    } catch (error) {
      // Only an attempt: whoever asks for the list meets the failure and is told of it.
      const failure = storeFailureOf(error);
      log.write(failure === null ? 'error' : 'warn', 'A list could not be read ahead', {
        error: failure?.code ?? error,
      });
      return;
    }
    timer = setTimeout(step, pauseMs, query);
    timer.unref();
  };
  return {
    start(query, rows) {
      clearTimeout(timer);
      timer = undefined;
      if (rows < fewRows) return;
      timer = setTimeout(step, pauseMs, query);
      timer.unref();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
