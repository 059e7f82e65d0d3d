import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useAssignments } from '../assignments/assignmentsStore.ts';

const columns = ['carrierId', 'productId', 'commissionLevelId', 'assignmentStatusId', 'writingNumber'];
/** More contracts than this are looked at in the sheet. */
const most = 200;

interface ProducerAssignmentsProps {
  readonly npn: string;
  readonly count: number;
}

/** The producer's contract assignments under their carriers. */
export function ProducerAssignments({ npn, count }: ProducerAssignmentsProps): ReactNode {
  const rows = useRows(npn);
  const go = useNavigation((state) => state.go);
  const searchFor = useAssignments((state) => state.searchFor);
  const carriers = Map.groupBy(rows, ({ cells }) => cells[0] ?? '');
  return (
    <section className="upl-card" aria-labelledby="producer-assignments">
      <header className="upl-producer-head">
        <h2 id="producer-assignments">Contract assignments</h2>
        {count === 0 ? null : (
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              searchFor(npn);
              go({ name: 'assignments' });
            }}
          >
            Open in the sheet
          </Button>
        )}
      </header>
      {count === 0 ? <p className="upl-card-body upl-dim">No contract assignments with this NPN.</p> : null}
      {[...carriers].map(([carrier, own]) => (
        <section key={carrier} className="upl-producer-carrier" aria-label={carrier}>
          <h3>
            {carrier === '' ? 'Carrier not known' : carrier}{' '}
            <span className="upl-dim">{counted(own.length, 'assignment')}</span>
          </h3>
          <table className="upl-producer-table">
            <thead className="upl-visually-hidden">
              <tr>
                <th scope="col">Product</th>
                <th scope="col">Commission level</th>
                <th scope="col">Status</th>
                <th scope="col">Writing number</th>
              </tr>
            </thead>
            <tbody>
              {own.map((row) => (
                <tr key={row.id} data-staged={row.state > 0 || undefined}>
                  {row.cells.slice(1).map((cell, index) => (
                    <td key={columns[index + 1]} title={cell}>
                      {cell === '' ? '–' : cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {count > most ? (
        <p className="upl-card-body upl-dim">{`The first ${most} of ${counted(count, 'assignment')}; the sheet shows all.`}</p>
      ) : null}
    </section>
  );
}

function useRows(npn: string): readonly GridRow[] {
  const engine = useEngine();
  const [rows, setRows] = useState<readonly GridRow[]>([]);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const view = await engine.call('view.open', {
        collection: 'contractAssignment',
        columns,
        sort: [
          { field: 'carrierId', direction: 'ascending' },
          { field: 'productId', direction: 'ascending' },
        ],
        filters: [{ field: 'npn', test: 'is', value: npn }],
        search: '',
      });
      if (!view.ok) return;
      const { viewId } = view.value;
      const page = await engine.call('view.read', { viewId, from: 0, to: most });
      await engine.call('view.close', { viewId });
      if (current && page.ok) setRows(page.value.rows);
    };
    if (npn !== '') run(read());
    const stop = engine.on((event) => {
      const changed = event.event === 'rows' || event.event === 'membership';
      if (changed && event.collection === 'contractAssignment' && npn !== '') run(read());
    });
    return () => {
      current = false;
      stop();
    };
  }, [engine, npn]);
  return rows;
}
