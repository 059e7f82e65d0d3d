import { Button } from '@mantine/core';
import { IconGhost2, IconGitMerge } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AssignmentHistory } from '../../../preload/contract/assignmentHistory.ts';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { counted, formatCount, formatMoment } from '../../state/format.ts';
import { useRecordDetail } from '../../components/recordDetails/useRecordDetail.ts';
import { useAssignmentHistory } from '../assignments/useAssignmentHistory.ts';
import { OldNew } from '../tray/OldNew.tsx';
import { ConflictField } from './ConflictField.tsx';
import { GoneChoices } from './GoneChoices.tsx';
import { alike, fieldsInConflict, standing, useConflictChoices } from './conflictChoices.ts';
import type { useConflictActions } from './useConflictActions.ts';
import { unknownWords, whoChanged } from './whoChanged.ts';

interface ConflictDetailProps {
  readonly item: OutboxItem;
  readonly items: readonly OutboxItem[];
  /** There are more records in conflict than `items`. */
  readonly cut: boolean;
  readonly now: number;
  readonly actions: ReturnType<typeof useConflictActions>;
}

/** One record: base, yours and theirs next to each other, with nothing chosen beforehand. */
export function ConflictDetail({ item, items, cut, now, actions }: ConflictDetailProps): ReactNode {
  const { choices, choose, takeForAll } = useConflictChoices();
  const fields = fieldsInConflict(item);
  const made = standing(item, choices);
  const chosen = Object.keys(made).length;
  const unusable = fields.filter(({ field }) => {
    const choice = made[field];
    return actions.refused.some(
      (refused) =>
        refused.id === item.recordId &&
        refused.field === field &&
        choice !== undefined &&
        'typed' in choice &&
        choice.typed === refused.found,
    );
  }).length;
  const quiet = item.changes.filter(({ theirs }) => theirs === null);
  const changedAt = useChangedAt(item, now);
  const asked = item.collection === 'contractAssignment' && !item.goneAtServer ? item.recordId : null;
  const { history } = useAssignmentHistory(asked);
  const Icon = item.goneAtServer ? IconGhost2 : IconGitMerge;
  return (
    <section className="upl-conflicts-detail" aria-label={`Conflict: ${item.title}`}>
      <header>
        <h2 title={item.title}>
          <Icon size={17} aria-hidden />
          {item.title}
        </h2>
        <p className="upl-dim">{item.detail}</p>
        <p>{item.goneAtServer ? item.reason : whatHappened(fields, history, now)}</p>
      </header>
      <div className="upl-conflicts-scroll">
        {item.goneAtServer ? (
          <GoneChoices item={item} busy={actions.busy} actions={actions} />
        ) : (
          <table className="upl-conflicts-table">
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">When you started</th>
                <th scope="col">Yours, {formatMoment(item.stagedAt, now)}</th>
                <th scope="col">AgentSync now{changedAt === '' ? '' : `, changed ${changedAt}`}</th>
                <th scope="col">Or another value</th>
              </tr>
            </thead>
            <tbody>
              {fields.map((change) => (
                <ConflictField
                  key={change.field}
                  change={change}
                  by={history === null ? null : whoChanged(change, history.hierarchy)}
                  now={now}
                  choice={made[change.field] ?? null}
                  alike={alike(items, item, change.field).length}
                  cut={cut}
                  refused={
                    actions.refused.find(({ id, field }) => id === item.recordId && field === change.field) ??
                    null
                  }
                  onChoose={(choice) => choose(item, change.field, choice)}
                  onChooseForAll={(take) =>
                    takeForAll([item, ...alike(items, item, change.field)], change.field, take)
                  }
                />
              ))}
            </tbody>
          </table>
        )}
        {quiet.length === 0 || item.goneAtServer ? null : (
          <div className="upl-conflicts-quiet">
            <h3>Changed by you alone</h3>
            <p className="upl-dim upl-small">
              Not in conflict: sent as you wrote it, together with what you choose.
            </p>
            <ul>
              {quiet.map(({ field, label, from, to }) => (
                <li key={field}>
                  <span className="upl-dim">{label}: </span>
                  <OldNew from={from} to={to} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {item.goneAtServer ? null : (
        <footer>
          <span className="upl-dim" data-testid="conflict-progress">
            {progressWords(chosen, fields.length, unusable)}
          </span>
          <Button disabled={chosen === 0 || actions.busy} onClick={() => actions.apply([item])}>
            Apply
          </Button>
        </footer>
      )}
    </section>
  );
}

function progressWords(chosen: number, fields: number, unusable: number): string {
  if (unusable > 0) {
    return `${counted(unusable, 'value')} cannot be used as typed. Correct what is marked and apply again.`;
  }
  return chosen === fields
    ? 'Everything is decided.'
    : `${formatCount(chosen)} of ${counted(fields, 'field')} decided. Undecided fields stay in conflict.`;
}

/** Every field both sides changed, and who it was as far as no name stands beside its value. */
function whatHappened(
  fields: ReturnType<typeof fieldsInConflict>,
  history: AssignmentHistory | null,
  now: number,
): string {
  const labels = fields.map(({ label }) => label);
  const last = labels.at(-1) ?? 'a field';
  const named = labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`;
  return [
    `Somebody else changed ${named} at AgentSync meanwhile.`,
    unknownWords(fields, history, now),
    'Nothing was overwritten: choose yours or theirs.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** When AgentSync says that the record was last changed there; empty when it does not say. */
function useChangedAt({ collection, recordId }: OutboxItem, now: number): string {
  const { record, reading } = useRecordDetail(collection, recordId);
  if (reading) return '';
  const at = Date.parse(record?.fields.find(({ field }) => field === 'modifiedDate')?.server ?? '');
  return Number.isNaN(at) ? '' : formatMoment(at, now);
}
