import { createFetchTransport } from '../../../main/engine/connectors/nodeTransport.ts';
import type { HttpTransport } from '../../../main/engine/ports.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import type { Elsewhere, Time } from './time.ts';

export interface WatchedLine extends Elsewhere {
  readonly transport: HttpTransport;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** A real connection is given up after so long only; until then the request's own limit counts, in the test's time. */
const realLimitMs = 120_000;

/**
 * Real HTTP of which is known whether anything is under way. A request is limited in the test's time, and
 * no time goes by while one is being answered, except where the stand-in keeps it waiting on purpose: a
 * slow machine breaks no connection.
 */
export function watchedLine(sandbox: () => Sandbox | null, time: () => Time): WatchedLine {
  const plain = createFetchTransport((url, init) => fetch(url, init));
  const open = new Set<string>();
  let asked = 0;
  /** Counts as under way, and can be told apart at the stand-in by the id. */
  const watched = async <T>(work: (id: string) => Promise<T>): Promise<T> => {
    asked += 1;
    const id = `request-${asked}`;
    open.add(id);
    try {
      return await work(id);
    } finally {
      open.delete(id);
      time().stir();
    }
  };
  return {
    isBusy() {
      const control = sandbox()?.control;
      if (control === undefined) return open.size > 0;
      return control.isBusy() || [...open].some((id) => !control.keepsWaiting(id));
    },
    transport: (request) =>
      watched(async (id) => {
        const limit = new AbortController();
        const answered = new AbortController();
        const wait = time().sleep(request.timeoutMs, answered.signal);
        void wait.then(() => limit.abort());
        const { signal } = request;
        try {
          const outcome = await plain({
            ...request,
            headers: { ...request.headers, 'x-request-id': id },
            timeoutMs: realLimitMs,
            signal: signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]),
          });
          if (outcome.kind !== 'aborted' || signal?.aborted === true) return outcome;
          return { kind: 'no-answer', reason: 'nothing complete came back in time.' };
        } finally {
          answered.abort();
        }
      }),
    fetch: (url, init) =>
      watched(async () => {
        const answer = await fetch(url, init);
        // Read to its end here, so that it counts as under way until it can be used.
        return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
      }),
  };
}
