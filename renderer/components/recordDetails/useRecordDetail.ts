import { useEffect, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** Long enough that moving through rows with the arrow keys reads only where it stops. */
const pauseMs = 80;

interface Answer {
  readonly id: string;
  readonly result: Result<RecordDetail>;
}

interface DetailState {
  /** The record that was read last. */
  readonly record: RecordDetail | null;
  readonly failure: Failure | null;
  /** The record asked for is still to come: until then the one before it stays. */
  readonly reading: boolean;
}

/** Everything known of one record, read again when its collection changes. */
export function useRecordDetail(collection: CollectionName, id: string | null): DetailState {
  const engine = useEngine();
  const [answer, setAnswer] = useState<Answer | null>(null);

  useEffect(() => {
    if (id === null) return undefined;
    let current = true;
    const read = async (): Promise<void> => {
      const result = await engine.call('record.read', { collection, id });
      // While the engine starts again the record stays as it was.
      if (current && (result.ok || result.error.code !== 'engine-stopped')) setAnswer({ id, result });
    };
    const timer = setTimeout(() => run(read()), pauseMs);
    const stop = engine.on((event) => {
      const changed = event.event === 'rows' && event.collection === collection;
      if (changed || event.event === 'outbox') run(read());
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [engine, collection, id]);

  if (id === null) return { record: null, failure: null, reading: false };
  if (answer === null) return { record: null, failure: null, reading: true };
  const { result } = answer;
  const reading = answer.id !== id;
  if (result.ok) return { record: result.value, failure: null, reading };
  return { record: null, failure: reading ? null : result.error, reading };
}
