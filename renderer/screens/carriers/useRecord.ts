import { useEffect, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** One record, re-read when its collection changes; null while it is read or when it is not there. */
export function useRecord(collection: CollectionName, id: string | undefined): RecordDetail | null {
  const engine = useEngine();
  const [record, setRecord] = useState<RecordDetail | null>(null);

  useEffect(() => {
    if (id === undefined) return undefined;
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('record.read', { collection, id });
      if (current) setRecord(answer.ok ? answer.value : null);
    };
    run(read());
    const stop = engine.on((event) => {
      if (event.event === 'rows' && event.collection === collection) run(read());
    });
    return () => {
      current = false;
      stop();
    };
  }, [engine, collection, id]);

  return record !== null && record.id === id ? record : null;
}
