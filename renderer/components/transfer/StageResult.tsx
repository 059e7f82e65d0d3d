import './transfer.css';
import type { ReactNode } from 'react';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { counted, formatCount } from '../../state/format.ts';

/** Lines that somebody reads; the others are counted. */
const mostListed = 200;

/** What was staged, and what could not be, with reasons. */
export function StageResult({ outcome }: { readonly outcome: StageOutcome }): ReactNode {
  const { refusedCount } = outcome;
  const refused = outcome.refused.slice(0, mostListed);
  return (
    <div className="upl-stage-result">
      <p>{stageWords(outcome)}</p>
      {refused.length === 0 ? null : (
        <ul>
          {refused.map(({ id, record, field, fieldLabel, found, expected }) => (
            <li key={`${id} ${field}`}>
              <strong>{record}</strong>, {fieldLabel}: “{found}” is not possible. {expected}
            </li>
          ))}
          {refusedCount > refused.length ? (
            <li className="upl-dim">and {formatCount(refusedCount - refused.length)} more</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}

/** `12 values saved on this computer, not sent yet. 2 could not be used.` */
export function stageWords({ staged, unchanged, refusedCount }: StageOutcome): string {
  const parts = [
    staged === 0
      ? 'Nothing was changed.'
      : `${counted(staged, 'value')} saved on this computer, not sent to AgentSync yet.`,
  ];
  if (unchanged > 0) parts.push(`${formatCount(unchanged)} ${unchanged === 1 ? 'is' : 'are'} so already.`);
  if (refusedCount > 0) parts.push(`${formatCount(refusedCount)} could not be used:`);
  return parts.join(' ');
}
