import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** An assignment a producer has, or will have. */
export interface ProducerAssignment {
  readonly id: string;
  /** `Acme Life · Term Life 20 · Street`. */
  readonly words: string;
}

const most = 500;
const none: readonly ProducerAssignment[] = [];

/** The assignments of one producer on this computer, those not sent yet included. */
export function useProducerAssignments(npn: string): readonly ProducerAssignment[] {
  const engine = useEngine();
  const [asked] = useDebouncedValue(npn.trim(), 200);
  const [found, setFound] = useState<{
    readonly npn: string;
    readonly assignments: readonly ProducerAssignment[];
  } | null>(null);

  useEffect(() => {
    if (asked === '') return undefined;
    let current = true;
    const read = async (): Promise<void> => {
      const view = await engine.call('view.open', {
        collection: 'contractAssignment',
        columns: ['carrierId', 'productId', 'commissionLevelId', 'assignmentStatusId'],
        sort: [{ field: 'carrierId', direction: 'ascending' }],
        filters: [{ field: 'npn', test: 'is', value: asked }],
        search: '',
      });
      if (!view.ok) return;
      const { viewId } = view.value;
      const rows = await engine.call('view.read', { viewId, from: 0, to: most });
      await engine.call('view.close', { viewId });
      if (!current || !rows.ok) return;
      const assignments = rows.value.rows
        .filter(({ gone }) => !gone)
        .map(({ id, cells }) => ({ id, words: cells.filter((cell) => cell !== '').join(' · ') }));
      setFound({ npn: asked, assignments });
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, asked]);

  return found !== null && found.npn === npn.trim() ? found.assignments : none;
}
