import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import { changeStates } from '../../../domain/operation.ts';
import { ChangeMark } from '../../components/ChangeMark.tsx';
import { shortenInstant } from '../../components/dataTable/columns.ts';
import { counted, formatCount } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useNow } from '../../state/useNow.ts';
import { useOwnRows } from './useOwnRows.ts';

const query = {
  collection: 'invitation',
  columns: ['status', 'carrierIds', 'sentAt', 'sentBy'],
  sort: ['sentAt'],
  most: 50,
} as const;

/** The invitations of a producer. AgentSync lists none, so these are the ones of this computer. */
export function ProducerInvitations({ npn }: { readonly npn: string }): ReactNode {
  const found = useOwnRows(npn, query);
  const { rows, count } = found ?? { rows: [], count: 0 };
  const now = useNow();
  const go = useNavigation((state) => state.go);
  return (
    <section className="upl-card" aria-labelledby="producer-invitations">
      <header className="upl-producer-head">
        <h2 id="producer-invitations">Invitations</h2>
        {count === 0 ? null : (
          <Button variant="default" size="xs" onClick={() => go({ name: 'invitations' })}>
            Open invitations
          </Button>
        )}
      </header>
      {count === 0 ? (
        <p className="upl-card-body upl-dim">{found === null ? '' : 'None from this computer.'}</p>
      ) : (
        <table className="upl-producer-table">
          <thead>
            <tr>
              {query.columns.map((field) => (
                <th key={field} scope="col">
                  {fieldOf('invitation', field)?.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {row.cells.map((cell, index) => (
                  <td key={query.columns[index]} title={cell}>
                    {index === 0 ? <ChangeMark state={changeStates[row.state]} /> : null}
                    {cell === '' ? '–' : shortenInstant(cell, now)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {count > rows.length && rows.length > 0 ? (
        <p className="upl-card-body upl-dim">{`The first ${formatCount(rows.length)} of ${counted(count, 'invitation')}.`}</p>
      ) : null}
      <p className="upl-producer-source upl-producer-foot">
        Kept on this computer: AgentSync tells of no invitation, so those sent elsewhere are not here, and
        whether one was accepted is what people noted.
      </p>
    </section>
  );
}
