import { useEffect, useState } from 'react';
import { isOfProfile } from '../../../domain/collections.ts';
import type { Result } from '../../../domain/result.ts';
import type { ProducerPage } from '../../../preload/contract/producer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** A producer by its id, or by NPN where nothing else is known of it. */
export type AskedProducer = { readonly id: string } | { readonly npn: string };

/** Changes come in bursts while syncing; the page is read once for each. */
const pauseMs = 200;

/** Everything known of one producer, read again when something of it may have changed; null while it is read first. */
export function useProducer(asked: AskedProducer): Result<ProducerPage> | null {
  const engine = useEngine();
  const [page, setPage] = useState<Result<ProducerPage> | null>(null);
  const key = JSON.stringify(asked);

  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const wanted: AskedProducer = JSON.parse(key);
    const read = async (): Promise<void> => {
      const answer = await engine.call('producer.read', wanted);
      // While the engine starts again the page stays as it was.
      if (current && (answer.ok || answer.error.code !== 'engine-stopped')) setPage(answer);
    };
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = null;
        run(read());
      }, pauseMs);
    };
    run(read());
    const stop = engine.on((event) => {
      const changed = event.event === 'rows' || event.event === 'membership';
      if (event.event === 'outbox') soon();
      else if (changed && (isOfProfile(event.collection) || event.collection === 'contractAssignment'))
        soon();
    });
    return () => {
      current = false;
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [engine, key]);

  return page;
}
