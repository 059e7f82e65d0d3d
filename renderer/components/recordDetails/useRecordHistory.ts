import { useEffect, useEffectEvent, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import type { RecordHistory } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** Entries asked for at once. */
const pageSize = 30;
/** Long enough that moving through cells with the arrow keys reads only where it stops. */
const pauseMs = 80;

interface HistoryState {
  readonly history: RecordHistory | null;
  readonly failure: Failure | null;
  /** Reads the entries before those that are shown. */
  readonly more: () => void;
}

interface About {
  readonly collection: CollectionName;
  readonly id: string;
  readonly field?: string;
}

interface Read {
  readonly key: string;
  readonly history: RecordHistory | null;
  readonly failure: Failure | null;
}

/** What became of a record, or of one field of it; read again when its collection or the outbox changes. */
export function useRecordHistory(collection: CollectionName, id: string, field?: string): HistoryState {
  const engine = useEngine();
  const key = `${collection} ${id} ${field ?? ''}`;
  const [read, setRead] = useState<Read | null>(null);
  const shown = read?.key === key ? read : null;

  const ask = useEffectEvent(async (about: About, isCurrent: () => boolean): Promise<void> => {
    const length = shown?.history?.entries.length ?? 0;
    const limit = Math.min(200, Math.max(pageSize, length));
    const answer = await engine.call('record.history', { ...about, limit });
    // While the engine starts again the history stays as it was.
    if (!isCurrent() || (!answer.ok && answer.error.code === 'engine-stopped')) return;
    setRead({
      key,
      history: answer.ok ? answer.value : null,
      failure: answer.ok ? null : answer.error,
    });
  });

  useEffect(() => {
    const about = { collection, id, ...(field === undefined ? {} : { field }) };
    let current = true;
    const isCurrent = (): boolean => current;
    const timer = setTimeout(() => run(ask(about, isCurrent)), pauseMs);
    const stop = engine.on((event) => {
      const changed = event.event === 'rows' && event.collection === collection;
      if (changed || event.event === 'outbox') run(ask(about, isCurrent));
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [engine, collection, id, field]);

  const readMore = async (): Promise<void> => {
    const before = shown?.history;
    if (before?.next === null || before?.next === undefined) return;
    const about = { collection, id, ...(field === undefined ? {} : { field }) };
    const answer = await engine.call('record.history', { ...about, after: before.next, limit: pageSize });
    setRead((now) => {
      if (now?.key !== key || now.history !== before) return now;
      if (!answer.ok) return { ...now, failure: answer.error };
      const entries = [...before.entries, ...answer.value.entries];
      return { key, history: { ...answer.value, entries }, failure: null };
    });
  };

  return {
    history: shown?.history ?? null,
    failure: shown?.failure ?? null,
    more: () => run(readMore()),
  };
}
