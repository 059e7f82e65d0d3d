import type { ReactNode } from 'react';
import type { HierarchyHistory, HierarchyLine } from '../../../preload/contract/assignmentHistory.ts';
import { shortenInstant } from '../../components/dataTable/columns.ts';
import { asSentence, formatAge, formatMoment } from '../../state/format.ts';

interface HierarchyEntriesProps {
  readonly hierarchy: HierarchyHistory;
  /** Changes that stand above and carry their entries themselves. */
  readonly shown: readonly string[];
  readonly now: number;
}

/** What the changelog of the product's hierarchy says of an assignment, and where that comes from. */
export function HierarchyEntries({ hierarchy, shown, now }: HierarchyEntriesProps): ReactNode {
  const { offered, fetchedAt, complete, problem, entries } = hierarchy;
  const others = entries.filter(({ changeId }) => !shown.includes(changeId));
  return (
    <section aria-label="In the hierarchy">
      <h3>In the hierarchy</h3>
      {offered.yes ? (
        <p className="upl-detail-age" title={fetchedAt === null ? undefined : formatMoment(fetchedAt, now)}>
          {fetchedAt === null
            ? 'The changelog of the product’s hierarchy was never read. It comes when you look here online.'
            : `Changelog as AgentSync told it ${formatAge(fetchedAt, now)}. ${countWords(hierarchy, others)}`}
        </p>
      ) : (
        <p className="upl-detail-age">{offered.reason}</p>
      )}
      {problem === null ? null : <p className="upl-detail-message">{asSentence(problem)}</p>}
      {complete ? null : (
        <p className="upl-detail-message">
          The changelog is very long: its oldest part was not read, so the first changes may be missing.
        </p>
      )}
      {others.length === 0 ? null : (
        <ol className="upl-timeline" aria-label="Changes in the hierarchy">
          {others.map((entry) => (
            <li key={entry.id}>
              <p className="upl-timeline-head">
                <strong>{entry.status === '' ? 'Position changed' : entry.status}</strong>
                <span className="upl-dim" title={entry.at}>
                  {entry.at === '' ? 'no date told' : shortenInstant(entry.at, now)}
                </span>
              </p>
              <p>{positionWords(entry, now)}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function countWords({ entries }: HierarchyHistory, others: readonly HierarchyLine[]): string {
  if (entries.length === 0) return 'It holds nothing of this assignment.';
  return others.length === 0 ? 'Who made each change stands with it above.' : '';
}

/** A position after a change, as a line: who changed it, under whom it stands, at which level. */
export function positionWords(entry: HierarchyLine, now: number): string {
  const { by, at, upline, level, annualization, effectiveDate, expirationDate } = entry;
  const who = by === '' ? 'Changed' : `Changed by ${by}`;
  const facts = [
    at === '' ? who : `${who} ${shortenInstant(at, now)}`,
    upline === '' ? '' : `upline ${upline}`,
    level === '' ? '' : `level ${level}`,
    annualization === '' ? '' : `annualization ${annualization}`,
    effectiveDate === '' ? '' : `from ${effectiveDate}`,
    expirationDate === '' ? '' : `until ${expirationDate}`,
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}
