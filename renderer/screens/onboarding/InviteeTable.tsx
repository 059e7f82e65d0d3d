import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RefusedEdit } from '../../../preload/contract/engine.ts';
import { asSentence, counted } from '../../state/format.ts';
import { changed } from './inviteForm.ts';
import type { InviteField, InviteRow } from './inviteForm.ts';

const fields: readonly (readonly [InviteField, string])[] = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['email', 'Email'],
];
/** Rows in the page; the rest comes when it is asked for. */
const pageRows = 200;

interface InviteeTableProps {
  readonly rows: readonly InviteRow[];
  readonly onChange: (rows: readonly InviteRow[]) => void;
  /** With how many assignments each is about. */
  readonly counts?: boolean;
}

/** Producers to invite: who is chosen, their names and addresses. */
export function InviteeTable({ rows, onChange, counts = false }: InviteeTableProps): ReactNode {
  const [shown, setShown] = useState(pageRows);
  return (
    <>
      <table className="upl-onboarding-people">
        <caption className="upl-visually-hidden">Producers to invite</caption>
        <thead>
          <tr>
            <th scope="col">NPN</th>
            {counts ? <th scope="col">Assignments</th> : null}
            {fields.map(([field, label]) => (
              <th key={field} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.npn}>
              <th scope="row">
                <Checkbox
                  label={row.npn}
                  checked={row.chosen}
                  onChange={(event) =>
                    onChange(changed(rows, row.npn, { chosen: event.currentTarget.checked }))
                  }
                />
              </th>
              {counts ? <td data-count>{row.assignmentIds.length}</td> : null}
              {fields.map(([field, label]) => (
                <td key={field}>
                  <TextInput
                    aria-label={`${label} of ${row.npn}`}
                    type={field === 'email' ? 'email' : 'text'}
                    value={row[field]}
                    maxLength={255}
                    onChange={(event) =>
                      onChange(changed(rows, row.npn, { [field]: event.currentTarget.value }))
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length <= shown ? null : (
        <Button variant="subtle" onClick={() => setShown(shown + pageRows)}>
          Show {counted(Math.min(pageRows, rows.length - shown), 'more producer')}
        </Button>
      )}
    </>
  );
}

/** What stands in the way of all of them, by producer and field. */
export function Refusals({ refused }: { readonly refused: readonly RefusedEdit[] }): ReactNode {
  if (refused.length === 0) return null;
  return (
    <div role="alert" className="upl-onboarding-doubtful">
      <h3>Nothing was staged. Correct this first:</h3>
      <ul>
        {refused.slice(0, 20).map((refusal) => (
          <li key={`${refusal.record} ${refusal.field}`}>
            <strong>{refusal.record}</strong>
            <span>
              {refusal.fieldLabel}: {refusal.found === '' ? 'nothing found' : `found “${refusal.found}”`}.
              Expected: {asSentence(refusal.expected)}
            </span>
          </li>
        ))}
      </ul>
      {refused.length > 20 ? <p>and {counted(refused.length - 20, 'more', 'more')}</p> : null}
    </div>
  );
}
