import { Button, Radio, TextInput } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { HierarchyLine } from '../../../preload/contract/assignmentHistory.ts';
import type { OutboxChange, RefusedEdit } from '../../../preload/contract/engine.ts';
import { asSentence, counted, formatCount } from '../../state/format.ts';
import type { FieldChoice } from './conflictChoices.ts';
import { whoWords } from './whoChanged.ts';

interface ConflictFieldProps {
  readonly change: OutboxChange & { readonly theirs: string };
  /** The entry of AgentSync's changelog that tells who gave it the value there now; null where none does. */
  readonly by: HierarchyLine | null;
  readonly now: number;
  readonly choice: FieldChoice | null;
  /** Other records with this field in conflict. */
  readonly alike: number;
  /** Of those listed: there are more than are listed. */
  readonly cut: boolean;
  readonly refused: RefusedEdit | null;
  readonly onChoose: (choice: FieldChoice | null) => void;
  readonly onChooseForAll: (take: 'mine' | 'theirs') => void;
}

/** One field in conflict: keep mine, take theirs, or type a third value. */
export function ConflictField(props: ConflictFieldProps): ReactNode {
  const { change, by, now, choice, alike, cut, refused, onChoose, onChooseForAll } = props;
  const { label, from, to, theirs } = change;
  const group = useId();
  const taken = choice !== null && 'take' in choice ? choice.take : null;
  const typed = choice !== null && 'typed' in choice ? choice.typed : null;
  const take = (side: 'mine' | 'theirs'): void => onChoose({ take: side, against: theirs });
  return (
    <>
      <tr data-decided={choice !== null || undefined}>
        <th scope="row">{label}</th>
        <td className="upl-dim" title={from}>
          {shown(from)}
        </td>
        <td data-chosen={taken === 'mine' || undefined}>
          <Radio
            name={group}
            checked={taken === 'mine'}
            onChange={() => take('mine')}
            label={shown(to)}
            aria-label={`${label}: keep mine, ${shown(to)}`}
          />
        </td>
        <td data-chosen={taken === 'theirs' || undefined}>
          <Radio
            name={group}
            checked={taken === 'theirs'}
            onChange={() => take('theirs')}
            label={shown(theirs)}
            aria-label={`${label}: take theirs, ${shown(theirs)}`}
          />
          {by === null ? null : (
            <p className="upl-dim upl-small upl-conflicts-who" title="As AgentSync’s changelog tells it">
              by {whoWords(by, now)}
            </p>
          )}
        </td>
        <td data-chosen={typed !== null || undefined}>
          <div className="upl-conflicts-third">
            <Radio
              name={group}
              checked={typed !== null}
              onChange={() => onChoose({ typed: '', against: theirs })}
              aria-label={`${label}: another value`}
            />
            <TextInput
              aria-label={`${label}: the other value`}
              placeholder={typed === null ? 'Type a value' : '(empty)'}
              value={typed ?? ''}
              error={refused !== null && typed === refused.found ? expectedWords(refused) : undefined}
              onChange={(event) => onChoose({ typed: event.currentTarget.value, against: theirs })}
            />
          </div>
        </td>
      </tr>
      {alike === 0 ? null : (
        <tr className="upl-conflicts-alike">
          <td colSpan={2} className="upl-dim">
            {label} is also in conflict in {counted(alike, 'other record')}
            {cut ? ' of those listed' : ''}.
          </td>
          <td>
            <Button variant="subtle" size="compact-xs" onClick={() => onChooseForAll('mine')}>
              Use mine for {cut ? 'these' : 'all'} {formatCount(alike + 1)}
            </Button>
          </td>
          <td colSpan={2}>
            <Button variant="subtle" size="compact-xs" onClick={() => onChooseForAll('theirs')}>
              Use theirs for {cut ? 'these' : 'all'} {formatCount(alike + 1)}
            </Button>
          </td>
        </tr>
      )}
    </>
  );
}

function expectedWords({ found, expected }: RefusedEdit): string {
  return asSentence(`“${found}” is not possible here. ${expected}`);
}

function shown(value: string): string {
  return value === '' ? '(empty)' : value;
}
