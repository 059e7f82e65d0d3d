import type { ReactNode } from 'react';
import type { AuditLine } from '../../../preload/contract/engine.ts';
import { formatCount, formatMoment } from '../../state/format.ts';
import { environmentLooks } from '../../theme/environments.ts';
import { OldNew } from '../tray/OldNew.tsx';

const shownChanges = 2;

interface HistoryRowProps {
  readonly line: AuditLine;
  readonly now: number;
  readonly onOpen: () => void;
}

/** One entry of the history, on two lines. */
export function HistoryRow({ line, now, onOpen }: HistoryRowProps): ReactNode {
  const room = line.changes.length > shownChanges ? shownChanges - 1 : shownChanges;
  const shown = line.changes.slice(0, room);
  const more = line.changes.length - shown.length;
  return (
    <button type="button" data-row-main className="upl-history-row" onClick={onOpen}>
      <span className="upl-history-cell">
        <span className="upl-history-time">{formatMoment(line.at, now)}</span>
        <span className="upl-dim">#{line.sequence}</span>
      </span>
      <span className="upl-history-cell">
        <span title={line.actor}>{line.actor}</span>
        <span className="upl-dim">{environmentWord(line.environment)}</span>
      </span>
      <span className="upl-history-cell">
        <span title={line.words}>{line.words}</span>
        <span className="upl-dim" title={line.record}>
          {line.record}
        </span>
      </span>
      <span className="upl-history-cell">
        {shown.map((change) => (
          <span key={change.label}>
            <span className="upl-dim">{change.label}: </span>
            <OldNew from={change.from} to={change.to} />
          </span>
        ))}
        {more > 0 ? <span className="upl-dim">and {formatCount(more)} more</span> : null}
      </span>
      <span className="upl-history-cell">
        <span title={line.result}>{line.result}</span>
      </span>
    </button>
  );
}

function environmentWord(environment: string): string {
  return Object.entries(environmentLooks).find(([name]) => name === environment)?.[1].word ?? environment;
}
