import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type {
  AssignmentChangeLine,
  AssignmentHistory,
  HierarchyLine,
} from '../../../preload/contract/assignmentHistory.ts';
import { shortenInstant } from '../../components/dataTable/columns.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { asSentence, counted, formatAge, formatMoment } from '../../state/format.ts';
import { useStatus } from '../../state/status.ts';
import { useNow } from '../../state/useNow.ts';
import { HierarchyEntries, positionWords } from './HierarchyEntries.tsx';
import { useAssignmentHistory } from './useAssignmentHistory.ts';

/** What AgentSync's own changelogs tell of an assignment. */
export function AssignmentTimeline({ id }: { readonly id: string }): ReactNode {
  const { history, failure, readAgain } = useAssignmentHistory(id);
  const now = useNow();
  return (
    <section aria-label="Changelog of AgentSync">
      {failure === null ? null : <FailureNote failure={failure} />}
      {history === null ? null : (
        <>
          <Source history={history} now={now} onReadAgain={readAgain} />
          {history.changes.length === 0 ? null : (
            <ol className="upl-timeline" aria-label="Changes at AgentSync">
              {history.changes.map((change) => (
                <ChangeEntry
                  key={change.id}
                  change={change}
                  positions={history.hierarchy.entries.filter(({ changeId }) => changeId === change.id)}
                  now={now}
                />
              ))}
            </ol>
          )}
          <HierarchyEntries
            hierarchy={history.hierarchy}
            shown={history.changes.map(({ id: change }) => change)}
            now={now}
          />
        </>
      )}
    </section>
  );
}

interface SourceProps {
  readonly history: AssignmentHistory;
  readonly now: number;
  readonly onReadAgain: () => void;
}

/** Where the changes come from, how old they are, and why there are none. */
function Source({ history, now, onReadAgain }: SourceProps): ReactNode {
  const online = useStatus((state) => state.status?.network.state === 'online');
  const { offered, fetchedAt, reading, problem, changes, unreadable } = history;
  if (!offered.yes) return <p className="upl-detail-age">{offered.reason}</p>;
  return (
    <div className="upl-timeline-source">
      <p className="upl-detail-age" title={fetchedAt === null ? undefined : formatMoment(fetchedAt, now)}>
        {sourceWords(history, now, online)}
      </p>
      {problem === null ? null : <p className="upl-detail-message">{asSentence(problem)}</p>}
      {unreadable === 0 ? null : (
        <p className="upl-detail-message">
          {counted(unreadable, 'change')} could not be read and {unreadable === 1 ? 'is' : 'are'} not shown.
        </p>
      )}
      {online ? (
        <Button variant="subtle" size="compact-xs" loading={reading} onClick={onReadAgain}>
          Read again
        </Button>
      ) : null}
      {fetchedAt !== null && changes.length === 0 ? (
        <StatePanel icon={<IconHistory size={26} aria-hidden />} title="No changes at AgentSync" />
      ) : null}
    </div>
  );
}

function sourceWords({ fetchedAt, reading }: AssignmentHistory, now: number, online: boolean): string {
  if (fetchedAt !== null)
    return `Changes as AgentSync told them ${formatAge(fetchedAt, now)}${online ? '' : '; you are offline'}.`;
  if (reading) return 'Asking AgentSync for the changes…';
  return online
    ? 'AgentSync has not told the changes yet.'
    : 'The changes of this assignment were never read. They come when you look here online.';
}

interface ChangeEntryProps {
  readonly change: AssignmentChangeLine;
  /** What the hierarchy's changelog says of this very change. */
  readonly positions: readonly HierarchyLine[];
  readonly now: number;
}

function ChangeEntry({ change, positions, now }: ChangeEntryProps): ReactNode {
  const facts: (readonly [string, string])[] = [
    ['Level', change.level],
    ['Annualization', change.annualization],
    ['Initiated by', whoWords(change.agencyInitiated)],
    ['Producer signed', yesNo(change.signedByProducer)],
    ['Start', change.startDate],
    ['End', change.endDate],
    ...change.userDefined.map(({ label, value }) => [label, value] as const),
  ];
  const told = facts.filter(([, value]) => value !== '');
  return (
    <li>
      <p className="upl-timeline-head">
        <strong>{change.task === '' ? 'Change' : taskWords(change.task)}</strong>
        <span className="upl-dim" title={change.at}>
          {change.at === '' ? 'no date told' : shortenInstant(change.at, now)}
        </span>
      </p>
      {change.statusTo === '' ? null : (
        <p className="upl-old-new">
          {change.statusFrom === '' ? null : (
            <>
              <del>{change.statusFrom}</del>
              <span aria-hidden>→</span>
            </>
          )}
          <ins>{change.statusTo}</ins>
        </p>
      )}
      {change.statusTo === '' && change.statusFrom !== '' ? <p>{change.statusFrom}</p> : null}
      <dl>
        {told.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {positions.map((position) => (
        <p key={position.id} className="upl-timeline-position">
          {positionWords(position, now)}
        </p>
      ))}
    </li>
  );
}

function whoWords(agency: boolean | null): string {
  if (agency === null) return '';
  return agency ? 'Agency' : 'Carrier or producer';
}

function yesNo(value: boolean | null): string {
  if (value === null) return '';
  return value ? 'Yes' : 'No';
}

/** NEW_CONTRACT is `New contract`; a label stays as it is. */
function taskWords(task: string): string {
  if (!/^[A-Z][A-Z_]*$/.test(task)) return task;
  const words = task.replaceAll('_', ' ').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
