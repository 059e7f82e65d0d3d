import type { ReactNode } from 'react';
import type { ChangeState } from '../../domain/operation.ts';
import { changeStateLooks } from '../theme/changeStates.ts';

/** How a change that is not on the server yet stands: a sign in its colour, and a word for those who hear. */
export function ChangeMark({ state }: { readonly state: ChangeState | undefined }): ReactNode {
  if (state === undefined || state === 'clean') return null;
  const { sign, word, color } = changeStateLooks[state];
  return (
    <span className="upl-table-mark" style={{ color: `var(${color})` }} title={word}>
      {sign}
      <span className="upl-visually-hidden">{word}. </span>
    </span>
  );
}
