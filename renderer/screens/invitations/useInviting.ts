import { useState } from 'react';
import type { RefObject } from 'react';
import type { Invitee } from '../../../domain/cohort.ts';
import type { Invitees } from '../../../preload/contract/cohort.ts';
import type { FocusedRecord, RecordGridHandle } from '../../components/recordGrid/recordGridProps.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure } from '../../state/messages.ts';

interface Inviting {
  /** One producer: the whole form. */
  readonly one: Invitee | null;
  /** Several: one invitation each, with the chosen assignments. */
  readonly many: Invitees | null;
  readonly start: () => void;
  readonly end: () => void;
}

/** Whom the selected assignments of a sheet are of, or the one the cursor is on when none is selected. */
export function useInviting(
  grid: RefObject<RecordGridHandle | null>,
  focused: FocusedRecord | null,
): Inviting {
  const engine = useEngine();
  const [found, setFound] = useState<Invitees | null>(null);

  const ask = async (): Promise<void> => {
    const rows = grid.current?.selectedRows() ?? null;
    if (rows === null && focused === null) return;
    const answer = await engine.call(
      'cohort.invitees',
      rows === null
        ? { ids: [focused?.recordId ?? ''] }
        : { viewId: rows.viewId, ranges: rows.ranges.map(([from, to]): [number, number] => [from, to]) },
    );
    if (!answer.ok) tellFailure(answer.error);
    else if (answer.value.people.length === 0)
      tell('None of the selected assignments is there any more, so there is nobody to invite.');
    else setFound(answer.value);
  };

  const [only, second] = found?.people ?? [];
  return {
    one: only !== undefined && second === undefined ? only : null,
    many: second === undefined ? null : found,
    start: () => run(ask()),
    end: () => setFound(null),
  };
}
