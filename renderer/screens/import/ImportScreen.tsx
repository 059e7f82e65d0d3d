import './import.css';
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { assertNever } from '../../../domain/result.ts';
import { StepBar } from '../../components/stepBar/StepBar.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { useStatus } from '../../state/status.ts';
import { CheckStep } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { check, toNames } from './importActions.ts';
import { enter, missingIn, steps, useImport } from './importStore.ts';
import type { Step } from './importStore.ts';
import { NamesStep } from './NamesStep.tsx';
import { SourceStep } from './SourceStep.tsx';

const titles: Readonly<Record<Step, string>> = {
  source: 'Table',
  columns: 'Columns',
  names: 'Values',
  check: 'Check',
  done: 'Done',
};

/** Brings in a table: what it is, what its columns and names mean, what would happen, done. */
export function ImportScreen(): ReactNode {
  const connectionId = useStatus((state) => state.status?.connection.id ?? '');
  const step = useImport((state) => state.step);
  useEffect(() => enter(connectionId), [connectionId]);
  return (
    <div className="upl-import">
      <StepBar
        steps={steps}
        titles={titles}
        step={step}
        canGoBack={step !== 'done'}
        onStep={(name) => useImport.setState({ step: name })}
      />
      <div className="upl-import-body">
        <StepBody step={step} />
      </div>
      {step === 'columns' || step === 'names' ? <Foot step={step} /> : null}
    </div>
  );
}

function StepBody({ step }: { readonly step: Step }): ReactNode {
  switch (step) {
    case 'source':
      return <SourceStep />;
    case 'columns':
      return <ColumnsStep />;
    case 'names':
      return <NamesStep />;
    case 'check':
      return <CheckStep />;
    case 'done':
      return <DoneStep />;
    default:
      return assertNever(step);
  }
}

function Foot({ step }: { readonly step: 'columns' | 'names' }): ReactNode {
  const engine = useEngine();
  const state = useImport();
  const missing = step === 'columns' ? missingIn(state) : null;
  const reading = state.reading !== null;
  return (
    <div className="upl-import-foot">
      <output className="upl-dim">{missing ?? 'Nothing is staged before you say so.'}</output>
      <Button
        variant="default"
        onClick={() => useImport.setState({ step: step === 'columns' ? 'source' : 'columns' })}
      >
        Back
      </Button>
      <Button
        disabled={missing !== null || reading}
        onClick={() => run(step === 'columns' ? toNames(engine) : check(engine))}
      >
        {step === 'columns' ? 'Next' : 'Check the table'}
      </Button>
    </div>
  );
}
