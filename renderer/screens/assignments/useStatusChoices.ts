import { useEffect, useState } from 'react';
import { lookupLabel } from '../../../domain/lookups.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { useStatus } from '../../state/status.ts';
import type { StatusChoice } from './AssignmentsToolbar.tsx';

/** The vendor's assignment statuses by label; read again after the lookups were synced. */
export function useStatusChoices(): readonly StatusChoice[] {
  const engine = useEngine();
  const [choices, setChoices] = useState<readonly StatusChoice[]>([]);
  const syncedAt = useStatus(
    (state) => state.status?.sync.find(({ target }) => target === 'lookups')?.completedAt ?? 0,
  );
  useEffect(() => {
    let current = true;
    const read = async (since: number): Promise<void> => {
      const answer = await engine.call('lookup.list', { kind: 'assignmentStatus' });
      if (!current || !answer.ok || since < 0) return;
      const found = answer.value.map((value) => ({ value: value.id, label: lookupLabel(value) }));
      setChoices(found.toSorted((a, b) => a.label.localeCompare(b.label, 'en')));
    };
    run(read(syncedAt));
    return () => {
      current = false;
    };
  }, [engine, syncedAt]);
  return choices;
}
