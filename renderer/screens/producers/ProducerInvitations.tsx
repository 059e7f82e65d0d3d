import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { useOwnRows } from './useOwnRows.ts';

const query = {
  collection: 'invitation',
  columns: ['status', 'carrierIds', 'sentAt', 'sentBy'],
  sort: ['sentAt'],
  most: 50,
} as const;

/** The invitations of a producer. AgentSync lists none, so these are the ones of this computer. */
export function ProducerInvitations({ npn }: { readonly npn: string }): ReactNode {
  const { rows, count } = useOwnRows(npn, query);
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
        <p className="upl-card-body upl-dim">None from this computer.</p>
      ) : (
        <div className="upl-producer-carrier">
          <table className="upl-producer-table">
            <thead className="upl-visually-hidden">
              <tr>
                <th scope="col">Status</th>
                <th scope="col">Carriers</th>
                <th scope="col">Sent</th>
                <th scope="col">Sent by</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-staged={row.state > 0 || undefined}>
                  {row.cells.map((cell, index) => (
                    <td key={query.columns[index]} title={cell}>
                      {cell === '' ? '–' : cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="upl-producer-source upl-producer-foot">
        AgentSync tells of no invitation, so those sent elsewhere are not here, and whether one was accepted
        is what people noted.
      </p>
    </section>
  );
}
