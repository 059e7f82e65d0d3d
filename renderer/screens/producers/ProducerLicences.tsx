import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { listStore } from '../../components/recordList/listStore.ts';
import { counted, formatAge, formatCount } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { useNow } from '../../state/useNow.ts';
import { expiryWords } from './coverWords.ts';
import { ListSource, useCompletedAt } from './ListSource.tsx';
import { useOwnRows } from './useOwnRows.ts';

const query = {
  collection: 'licence',
  columns: ['stateCode', 'className', 'licenceNumber', 'status', 'residencyStatus', 'expirationDate'],
  sort: ['stateCode', 'className'],
  most: 60,
} as const;
const expires = query.columns.indexOf('expirationDate');

/** The licences of a producer, which Turris has by its NPN: the only thing the two vendors share. */
export function ProducerLicences({ npn }: { readonly npn: string }): ReactNode {
  const found = useOwnRows(npn, query);
  const completedAt = useCompletedAt('licence');
  const go = useNavigation((state) => state.go);
  const { rows, count } = found ?? { rows: [], count: 0 };
  const openSheet = (): void => {
    const { views, looked } = listStore('licence');
    looked.getState().clearQuery();
    views.getState().setFilter({ field: 'npn' }, { field: 'npn', test: 'equals', text: npn });
    go({ name: 'licensing' });
  };
  return (
    <section className="upl-card" aria-labelledby="producer-licences">
      <header className="upl-producer-head">
        <h2>
          <span id="producer-licences">Licences</span>{' '}
          {count === 0 ? null : <span className="upl-dim">{formatCount(count)}</span>}
        </h2>
        {count === 0 ? null : (
          <Button variant="default" size="xs" onClick={openSheet}>
            Open in the sheet
          </Button>
        )}
      </header>
      {count === 0 ? (
        <p className="upl-card-body upl-dim">{found === null ? '' : <None completedAt={completedAt} />}</p>
      ) : (
        <table className="upl-producer-table">
          <thead>
            <tr>
              {query.columns.map((field) => (
                <th key={field} scope="col">
                  {fieldOf('licence', field)?.label}
                </th>
              ))}
              <th scope="col">Time left</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Licence key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {count > rows.length && rows.length > 0 ? (
        <p className="upl-card-body upl-dim">{`The first ${formatCount(rows.length)} of ${counted(count, 'licence')}. The sheet shows all.`}</p>
      ) : null}
      {count === 0 ? null : <ListSource completedAt={completedAt} vendor="Turris" />}
    </section>
  );
}

function Licence({ row }: { readonly row: GridRow }): ReactNode {
  const now = useNow();
  const cover = expiryWords(row.cells[expires] ?? '', now);
  return (
    <tr>
      {row.cells.map((cell, index) => (
        <td key={query.columns[index]} title={cell}>
          {cell === '' ? '–' : cell}
        </td>
      ))}
      <td>
        {cover === null ? (
          '–'
        ) : (
          <span className="upl-producer-cover" data-tone={cover.tone}>
            {cover.words}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Why there is none: nobody can know without Turris. */
function None({ completedAt }: { readonly completedAt: number | null }): ReactNode {
  const now = useNow();
  const connected = useStatus((state) => state.status?.turris !== null);
  if (completedAt !== null) return `None at Turris with this NPN, read ${formatAge(completedAt, now)}.`;
  return connected
    ? 'Licences have not been read whole from Turris yet, so there may be some.'
    : 'Turris is not connected, so licences are not known here. It is connected under Settings, apart from AgentSync.';
}
