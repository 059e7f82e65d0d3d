import { z } from 'zod';
import type { EngineMessage } from '../../preload/contract.ts';
import type { Answer } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { Log } from './ports.ts';

const request = z.object({ type: z.literal('call'), id: z.number(), name: z.string(), request: z.unknown() });

/** What is needed of a MessagePort to serve a page. */
export interface Page {
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  post(message: EngineMessage): void;
}

/** What pages are served from. */
export interface Served extends Pick<Engine, 'onEvent'> {
  call(name: string, request: unknown): Answer;
}

/** Answers a page's calls and tells it what changed, until its port closes. */
export function servePage(engine: Served, page: Page, log: Log): void {
  const stop = engine.onEvent((event) => page.post({ type: 'event', event }));
  page.onClose(stop);
  page.onMessage((data) => {
    const parsed = request.safeParse(data);
    if (!parsed.success) {
      log.write('warn', 'A page sent something that is no call');
      return;
    }
    const { id, name } = parsed.data;
    const answer = engine.call(name, parsed.data.request);
    if (!(answer instanceof Promise)) {
      page.post({ type: 'answer', id, result: answer });
      return;
    }
    // Never fails: what goes wrong is an answer. A port that has closed meanwhile takes it and drops it.
    void answer.then((result) => page.post({ type: 'answer', id, result }));
  });
}
