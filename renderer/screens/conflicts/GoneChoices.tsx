import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { OldNew } from '../tray/OldNew.tsx';
import type { useConflictActions } from './useConflictActions.ts';

interface GoneChoicesProps {
  readonly item: OutboxItem;
  readonly busy: boolean;
  readonly actions: Pick<ReturnType<typeof useConflictActions>, 'keepCopy' | 'recreate' | 'drop'>;
}

/** AgentSync no longer has the record that was changed here: three ways to go on. */
export function GoneChoices({ item, busy, actions }: GoneChoicesProps): ReactNode {
  const ways = [
    {
      name: 'Make it again',
      words:
        'A new record with what AgentSync last held and your changes. It is saved on this computer, then sent.',
      act: () => actions.recreate(item),
    },
    {
      name: 'Keep a copy…',
      words:
        'Saves the record with your values as a CSV file and drops the change. Here the record stays, marked as gone.',
      act: () => actions.keepCopy(item),
    },
    {
      name: 'Drop the change',
      words: 'The record is gone at AgentSync and your change is not sent. The receipts still list it.',
      act: () => actions.drop(item),
    },
  ] as const;
  return (
    <div className="upl-conflicts-gone">
      <h3>What you changed</h3>
      <ul>
        {item.changes.map(({ field, label, from, to }) => (
          <li key={field}>
            <span className="upl-dim">{label}: </span>
            <OldNew from={from} to={to} />
          </li>
        ))}
      </ul>
      <h3>What shall become of it</h3>
      <dl>
        {ways.map(({ name, words, act }) => (
          <div key={name}>
            <dt>
              <Button variant="default" fullWidth disabled={busy} onClick={act}>
                {name}
              </Button>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
