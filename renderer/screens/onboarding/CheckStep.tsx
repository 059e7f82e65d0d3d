import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CohortDryRun, CohortRow } from '../../../domain/cohort.ts';
import { assertNever } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { useArraySource } from '../../components/pagedList/useArraySource.ts';
import { VerdictChoice } from '../../components/VerdictChoice.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tellFailure } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { npnsOf, termsOf, useOnboarding } from './onboardingStore.ts';
import { useDryRun } from './useDryRun.ts';

const words: Readonly<Record<CohortRow['verdict']['kind'], string>> = {
  create: 'To be created',
  exists: 'Already there',
  blocked: 'Blocked',
};

const rowHeight = 34;

/** What running the cohort would do, row by row, before anything is staged. */
export function CheckStep(): ReactNode {
  const { dryRun, failure, retry } = useDryRun();
  if (failure !== null) {
    return (
      <div className="upl-onboarding-failure">
        <FailureNote
          failure={failure}
          onRetry={retry}
          actions={
            <Button variant="default" onClick={() => useOnboarding.setState({ step: 'terms' })}>
              Back to the terms
            </Button>
          }
        />
      </div>
    );
  }
  if (dryRun === null) return <Loader size={20} aria-label="Checking every producer" />;
  return <Checked dryRun={dryRun} />;
}

function Checked({ dryRun }: { readonly dryRun: CohortDryRun }): ReactNode {
  const engine = useEngine();
  const [shown, setShown] = useState<CohortRow['verdict']['kind'] | null>(null);
  const [current, setCurrent] = useState(0);
  const [busy, setBusy] = useState(false);
  const { counts, rows, offers, names, unknownNpns } = dryRun;
  const listed = shown === null ? rows : rows.filter(({ verdict }) => verdict.kind === shown);
  const source = useArraySource(listed);
  const offerOf = new Map(offers.map((offer) => [offer.commissionLevelId, offer]));
  const nameOf = new Map(names.map(({ npn, name }) => [npn, name]));
  const unknown = new Set(unknownNpns);

  const stage = async (): Promise<void> => {
    const state = useOnboarding.getState();
    const { commissionLevelIds, ...terms } = termsOf(state);
    setBusy(true);
    const request = {
      ...terms,
      commissionLevelIds: [...commissionLevelIds],
      npns: [...npnsOf(state)],
      label: `Contract ${counted(counts.create, 'assignment')}`,
    };
    const answer = await stageAsking(
      (warned) => engine.call('cohort.stage', { ...request, ...(warned === undefined ? {} : { warned }) }),
      // An assignment without its level would be none.
      { leaveOut: false },
    );
    setBusy(false);
    if (answer === null) return;
    if (answer.ok)
      useOnboarding.setState({
        staged: answer.value,
        step: answer.value.batchId === null ? 'done' : 'invite',
      });
    else tellFailure(answer.error);
  };

  return (
    <div className="upl-onboarding-check">
      <div className="upl-onboarding-counts">
        <VerdictChoice
          label="Which rows to show"
          verdicts={['create', 'exists', 'blocked']}
          words={words}
          counts={counts}
          total={rows.length}
          value={shown}
          onChange={(value) => {
            setCurrent(0);
            setShown(value);
          }}
        />
        {unknown.size === 0 ? null : (
          <p className="upl-dim">
            {counted(unknown.size, 'producer is', 'producers are')} new to this computer: check for typing
            mistakes. AgentSync decides when it is sent.
          </p>
        )}
      </div>
      <div className="upl-onboarding-head" aria-hidden>
        <span>NPN</span>
        <span>Producer</span>
        <span>Product and level</span>
        <span>Result</span>
      </div>
      <div className="upl-paged-fill">
        <PagedList<CohortRow>
          label="What would happen to each producer"
          source={source}
          rowHeight={rowHeight}
          current={current}
          onCurrent={setCurrent}
          renderRow={(row, index) => {
            const offer = offerOf.get(row.commissionLevelId);
            return (
              <button
                type="button"
                data-row-main
                className="upl-paged-button upl-onboarding-row"
                data-verdict={row.verdict.kind}
                onClick={() => setCurrent(index)}
              >
                <span className="upl-onboarding-npn">
                  {row.npn}
                  {unknown.has(row.npn) ? <span className="upl-onboarding-new">new</span> : null}
                </span>
                <span title={nameOf.get(row.npn)}>{nameOf.get(row.npn) ?? ''}</span>
                <span title={offer?.carrier}>
                  {offer === undefined ? '' : `${offer.product} · ${offer.level}`}
                </span>
                <span title={verdictWords(row.verdict)}>
                  <strong>{words[row.verdict.kind]}</strong> {verdictWords(row.verdict)}
                </span>
              </button>
            );
          }}
        />
      </div>
      <div className="upl-onboarding-foot">
        <span className="upl-dim">
          They are saved on this computer as one step that can be undone, and sent to AgentSync afterwards.
        </span>
        <Button variant="default" onClick={() => useOnboarding.setState({ step: 'producers' })}>
          Back
        </Button>
        <Button disabled={counts.create === 0} loading={busy} onClick={() => run(stage())}>
          Stage {counted(counts.create, 'assignment')}
        </Button>
      </div>
    </div>
  );
}

function verdictWords(verdict: CohortRow['verdict']): string {
  switch (verdict.kind) {
    case 'create':
      return '';
    case 'exists':
      return `${verdict.staged ? 'Waits here to be sent' : 'At AgentSync'}, ${[verdict.level, verdict.status].filter((text) => text !== '').join(', ') || 'without a level'}.`;
    case 'blocked':
      return verdict.why;
    default:
      return assertNever(verdict);
  }
}
