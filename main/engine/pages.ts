import { z } from 'zod';
import type { EngineMessage } from '../../preload/contract.ts';
import type { Engine } from './engine.ts';
import type { Log } from './ports.ts';

const request = z.object({ type: z.literal('call'), id: z.number(), name: z.string(), request: z.unknown() });

/** What is needed of a MessagePort to serve a page. */
export interface Page {
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  post(message: EngineMessage): void;
}

/** Answers a page's calls and tells it what changed, until its port closes. */
export function servePage(engine: Pick<Engine, 'call' | 'onEvent'>, page: Page, log: Log): void {
  const stop = engine.onEvent((event) => page.post({ type: 'event', event }));
  page.onClose(stop);
  page.onMessage((data) => {
    const parsed = request.safeParse(data);
    if (!parsed.success) {
      log.write('warn', 'A page sent something that is no call');
      return;
    }
    const { id, name } = parsed.data;
    page.post({ type: 'answer', id, result: engine.call(name, parsed.data.request) });
  });
}
