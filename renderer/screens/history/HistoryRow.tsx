import type { ReactNode } from 'react';
import type { AuditLine } from '../../../preload/contract/engine.ts';
import { formatMoment } from '../../state/format.ts';
import { environmentWord } from '../../theme/environments.ts';
import { OldNew } from '../tray/OldNew.tsx';

interface HistoryRowProps {
  readonly line: AuditLine;
  readonly now: number;
  readonly current: boolean;
  readonly onOpen: () => void;
}

/** One entry of the history, on two lines; the rest of it stands beside the list. */
export function HistoryRow({ line, now, current, onOpen }: HistoryRowProps): ReactNode {
  return (
    <button type="button" data-row-main className="upl-history-row" aria-current={current} onClick={onOpen}>
      <span className="upl-history-cell">
        <span className="upl-history-time">{formatMoment(line.at, now)}</span>
        <span className="upl-dim">#{line.sequence}</span>
      </span>
      <span className="upl-history-cell">
        <span title={line.actor}>{line.actor}</span>
        <span className="upl-dim">{environmentWord(line.environment)}</span>
      </span>
      <span className="upl-history-cell">
        <What line={line} />
      </span>
      <span className="upl-history-cell">
        <span title={line.result}>{line.result}</span>
      </span>
    </button>
  );
}

function What({ line: { words, record, changes } }: Pick<HistoryRowProps, 'line'>): ReactNode {
  const [change] = changes;
  return (
    <>
      <span title={words}>{words}</span>
      <span className="upl-dim" title={record}>
        {record}
        {change === undefined ? null : (
          <>
            {' · '}
            {change.label}: <OldNew from={change.from} to={change.to} />
            {changes.length > 1 ? `, and ${changes.length - 1} more` : ''}
          </>
        )}
      </span>
    </>
  );
}
