import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import { changeStates } from '../../../domain/operation.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { ChangeMark } from '../../components/ChangeMark.tsx';
import { listStore } from '../../components/recordList/listStore.ts';
import { counted, formatCount } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { ListSource, useCompletedAt } from './ListSource.tsx';
import { carriersOf } from './carriersOf.ts';
import type { CarrierGroup } from './carriersOf.ts';
import { useOwnRows } from './useOwnRows.ts';

/** More contracts than this are looked at in the sheet. */
const most = 200;

const query = {
  collection: 'contractAssignment',
  columns: ['carrierId', 'productId', 'commissionLevelId', 'assignmentStatusId', 'writingNumber'],
  sort: ['carrierId', 'productId'],
  most,
  countBy: 'carrierId',
} as const;
/** Behind the carrier, which heads its own rows. */
const columns = query.columns.slice(1);

const headings = new Map(
  collections.contractAssignment.fields.map(({ name, label }) => [name, label] as const),
);

/** The producer's contract assignments under their carriers. */
export function ProducerAssignments({ npn }: { readonly npn: string }): ReactNode {
  const found = useOwnRows(npn, query);
  const completedAt = useCompletedAt('contractAssignment');
  const go = useNavigation((state) => state.go);
  const count = found?.count ?? 0;
  const { listed, others } = carriersOf(found ?? { rows: [], counts: [] });
  return (
    <section className="upl-card" aria-labelledby="producer-assignments">
      <header className="upl-producer-head">
        <h2>
          <span id="producer-assignments">Contract assignments</span>{' '}
          {count === 0 ? null : <span className="upl-dim">{formatCount(count)}</span>}
        </h2>
        {count === 0 ? null : (
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              const { views, looked } = listStore('contractAssignment');
              looked.getState().clearQuery();
              views.getState().setFilter({ field: 'npn' }, { field: 'npn', test: 'equals', text: npn });
              go({ name: 'assignments' });
            }}
          >
            Open in the sheet
          </Button>
        )}
      </header>
      {found !== null && count === 0 ? (
        <p className="upl-card-body upl-dim">No contract assignments with this NPN.</p>
      ) : null}
      {listed.length === 0 ? null : (
        <table className="upl-producer-table">
          <thead>
            <tr>
              {columns.map((field) => (
                <th key={field} scope="col">
                  {headings.get(field)}
                </th>
              ))}
            </tr>
          </thead>
          {listed.map((group) => (
            <CarrierRows key={group.carrier} group={group} />
          ))}
        </table>
      )}
      {others.length === 0 ? null : (
        <p className="upl-card-body upl-dim">
          {`The first ${formatCount(most)} are listed. The sheet shows all, also those with `}
          {others
            .map(({ carrier, count: own }) => `${carrierName(carrier)} (${formatCount(own)})`)
            .join(', ')}
          .
        </p>
      )}
      {found === null || count === 0 ? null : <ListSource completedAt={completedAt} />}
    </section>
  );
}

function carrierName(carrier: string): string {
  return carrier === '' ? 'Carrier not known' : carrier;
}

function CarrierRows({ group: { carrier, rows, count } }: { readonly group: CarrierGroup }): ReactNode {
  const words =
    rows.length < count
      ? `the first ${formatCount(rows.length)} of ${counted(count, 'assignment')}`
      : counted(count, 'assignment');
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns.length}>
          {carrierName(carrier)} <span className="upl-dim">{words}</span>
        </th>
      </tr>
      {rows.map((row) => (
        <AssignmentRow key={row.id} row={row} />
      ))}
    </tbody>
  );
}

function AssignmentRow({ row }: { readonly row: GridRow }): ReactNode {
  return (
    <tr>
      {row.cells.slice(1).map((cell, index) => (
        <td key={columns[index]} title={cell}>
          {index === 0 ? <ChangeMark state={changeStates[row.state]} /> : null}
          {cell === '' ? '–' : cell}
        </td>
      ))}
    </tr>
  );
}
