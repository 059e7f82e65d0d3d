import { Button, Checkbox, Loader } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type {
  LevelPlan,
  LevelVerdict,
  PlannedLevel,
  WantedLevels,
} from '../../../domain/commissionGrid/plan.ts';
import { assertNever } from '../../../domain/result.ts';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { useArraySource } from '../../components/pagedList/useArraySource.ts';
import { VerdictChoice } from '../../components/VerdictChoice.tsx';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatCount } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { asRequest, usePlan } from './usePlan.ts';

const words: Readonly<Record<LevelVerdict['kind'], string>> = {
  create: 'Will be made',
  same: 'Already there',
  differs: 'Other values',
  refused: 'Refused',
};

const order = ['create', 'differs', 'same', 'refused'] as const;
const rowHeight = 32;

interface PlanCheckProps {
  readonly wanted: WantedLevels;
  /** How the gesture is called in undo and receipts. */
  readonly labelOf: (plan: LevelPlan) => string;
  readonly onBack: () => void;
  /** It was staged, as far as the plan let it. */
  readonly onDone: (plan: LevelPlan) => void;
}

/** What adding or copying would do, level by level, before anything is staged. */
export function PlanCheck(props: PlanCheckProps): ReactNode {
  const { plan, failure, retry } = usePlan(props.wanted);
  if (failure !== null) {
    return (
      <FailureNote
        failure={failure}
        onRetry={retry}
        actions={
          <Button variant="default" onClick={props.onBack}>
            Back
          </Button>
        }
      />
    );
  }
  if (plan === null) return <Loader size={20} aria-label="Checking every level" />;
  return <Checked {...props} plan={plan} />;
}

function Checked({
  wanted,
  labelOf,
  onBack,
  onDone,
  plan,
}: PlanCheckProps & { readonly plan: LevelPlan }): ReactNode {
  const engine = useEngine();
  const [shown, setShown] = useState<LevelVerdict['kind'] | null>(null);
  const [current, setCurrent] = useState(0);
  const [update, setUpdate] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { rows, counts } = plan;
  const source = useArraySource(shown === null ? rows : rows.filter(({ verdict }) => verdict.kind === shown));
  const updated = update ? counts.differs : 0;

  const stage = async (): Promise<void> => {
    setBusy(true);
    const label = labelOf(plan);
    const request = { wanted: asRequest(wanted), update, label };
    // A change and what is made with it stand or fall together, so no cell is left out.
    const answer = await stageAsking(
      (warned) => engine.call('grid.stage', { ...request, ...(warned === undefined ? {} : { warned }) }),
      { leaveOut: false },
    );
    setBusy(false);
    if (answer === null) return;
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { batchId, created, updated: changed } = answer.value;
    const done =
      batchId === null
        ? 'Nothing had to be changed.'
        : `${doneWords(created, changed)}. Saved on this computer, not sent yet.`;
    tell(done);
    announce(done);
    onDone(plan);
  };

  return (
    <div className="upl-lgrid-check">
      <VerdictChoice
        label="Which levels to show"
        verdicts={order.filter((kind) => counts[kind] > 0)}
        words={words}
        counts={counts}
        total={rows.length}
        value={shown}
        onChange={(value) => {
          setCurrent(0);
          setShown(value);
        }}
      />
      <div className="upl-lgrid-check-head" aria-hidden>
        <span>Product</span>
        <span>Level</span>
        <span>Pays</span>
        <span>Result</span>
      </div>
      <div className="upl-lgrid-check-rows">
        <PagedList<PlannedLevel>
          label="What would happen to each level"
          source={source}
          rowHeight={rowHeight}
          current={current}
          onCurrent={setCurrent}
          renderRow={(row, index) => (
            <button
              type="button"
              data-row-main
              className="upl-lgrid-check-row"
              data-verdict={row.verdict.kind}
              onClick={() => setCurrent(index)}
            >
              <span title={row.product}>{row.product}</span>
              <span title={row.name}>{row.name === '' ? '(no name)' : row.name}</span>
              <span>{row.pay}</span>
              <span title={verdictWords(row.verdict)}>
                <strong>{words[row.verdict.kind]}</strong> {verdictWords(row.verdict)}
              </span>
            </button>
          )}
        />
      </div>
      {counts.differs === 0 ? null : (
        <Checkbox
          checked={update}
          onChange={(event) => setUpdate(event.currentTarget.checked)}
          label={`Also change the ${counted(counts.differs, 'level')} with other values to these`}
        />
      )}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-record-actions">
        <span className="upl-dim">
          Saved on this computer as one step that can be undone, and sent to AgentSync afterwards.
        </span>
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button
          data-autofocus
          disabled={counts.create + updated === 0}
          loading={busy}
          onClick={() => run(stage())}
        >
          {stageWords(counts.create, updated)}
        </Button>
      </div>
    </div>
  );
}

function stageWords(created: number, updated: number): string {
  if (created + updated === 0) return 'Nothing to stage';
  if (updated === 0) return `Stage ${counted(created, 'level')}`;
  return created === 0
    ? `Change ${counted(updated, 'level')}`
    : `Stage ${formatCount(created)} and change ${formatCount(updated)}`;
}

function doneWords(created: number, updated: number): string {
  return [
    ...(created > 0 ? [`${counted(created, 'level')} staged`] : []),
    ...(updated > 0 ? [`${counted(updated, 'level')} changed`] : []),
  ].join(', ');
}

function verdictWords(verdict: LevelVerdict): string {
  switch (verdict.kind) {
    case 'create':
      return '';
    case 'same':
      return verdict.staged ? 'with these values, waiting here to be sent' : 'with these values';
    case 'differs':
      return verdict.differences
        .map(
          ({ label, from, to }) =>
            `${label}: ${from === '' ? '(empty)' : from} → ${to === '' ? '(empty)' : to}`,
        )
        .join('; ');
    case 'refused':
      return `${verdict.label}: ${verdict.why}`;
    default:
      return assertNever(verdict);
  }
}
