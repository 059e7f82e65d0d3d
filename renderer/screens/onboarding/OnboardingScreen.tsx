import './onboarding.css';
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { assertNever } from '../../../domain/result.ts';
import { StepBar } from '../../components/stepBar/StepBar.tsx';
import { useStatus } from '../../state/status.ts';
import { CheckStep } from './CheckStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { InviteStep } from './InviteStep.tsx';
import { ProducersStep } from './ProducersStep.tsx';
import { TermsStep } from './TermsStep.tsx';
import { enter, missingIn, steps, useOnboarding } from './onboardingStore.ts';
import type { Step } from './onboardingStore.ts';

const titles: Readonly<Record<Step, string>> = {
  terms: 'Terms',
  producers: 'Producers',
  check: 'Check',
  invite: 'Invite',
  done: 'Done',
};

/** Contracts many producers on the same terms: what they get, who they are, what would happen, done. */
export function OnboardingScreen(): ReactNode {
  const connectionId = useStatus((state) => state.status?.connection.id ?? '');
  const state = useOnboarding();
  const { step } = state;
  useEffect(() => enter(connectionId), [connectionId]);

  const at = steps.indexOf(step);
  const missing = missingIn(step, state);
  const next = steps[at + 1];
  const before = steps[at - 1];

  return (
    <div className="upl-onboarding">
      <StepBar
        steps={steps}
        titles={titles}
        step={step}
        canGoBack={at <= steps.indexOf('check')}
        onStep={(name) => useOnboarding.setState({ step: name })}
      />
      <div className="upl-onboarding-body">
        <StepBody step={step} />
      </div>
      {step !== 'terms' && step !== 'producers' ? null : (
        <div className="upl-onboarding-foot">
          <output className="upl-dim">{missing ?? 'Nothing is staged before you say so.'}</output>
          {before === undefined ? null : (
            <Button variant="default" onClick={() => useOnboarding.setState({ step: before })}>
              Back
            </Button>
          )}
          {next === undefined ? null : (
            <Button disabled={missing !== null} onClick={() => useOnboarding.setState({ step: next })}>
              Next: {titles[next]}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function StepBody({ step }: { readonly step: Step }): ReactNode {
  switch (step) {
    case 'terms':
      return <TermsStep />;
    case 'producers':
      return <ProducersStep />;
    case 'check':
      return <CheckStep />;
    case 'invite':
      return <InviteStep />;
    case 'done':
      return <DoneStep />;
    default:
      return assertNever(step);
  }
}
