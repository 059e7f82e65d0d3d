import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { listStore } from '../../components/recordList/listStore.ts';
import { counted } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { ListSource, useCompletedAt } from './ListSource.tsx';
import { useOwnRows } from './useOwnRows.ts';

const columns = ['carrierId', 'productId', 'commissionLevelId', 'assignmentStatusId', 'writingNumber'];
/** More contracts than this are looked at in the sheet. */
const most = 200;

interface ProducerAssignmentsProps {
  readonly npn: string;
  readonly count: number;
}

const query = {
  collection: 'contractAssignment',
  columns,
  sort: ['carrierId', 'productId'],
  most,
} as const;

/** The producer's contract assignments under their carriers. */
export function ProducerAssignments({ npn, count }: ProducerAssignmentsProps): ReactNode {
  const { rows } = useOwnRows(npn, query);
  const completedAt = useCompletedAt('contractAssignment');
  const go = useNavigation((state) => state.go);
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
              listStore('contractAssignment').looked.getState().searchFor(npn);
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
      {count === 0 ? null : <ListSource completedAt={completedAt} />}
      {count > most ? (
        <p className="upl-card-body upl-dim">{`The first ${most} of ${counted(count, 'assignment')}; the sheet shows all.`}</p>
      ) : null}
    </section>
  );
}
