import './stepBar.css';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface StepBarProps<Step extends string> {
  readonly steps: readonly Step[];
  readonly titles: Readonly<Record<Step, string>>;
  readonly step: Step;
  /** Whether one can go back to an earlier step by its name. */
  readonly canGoBack: boolean;
  readonly onStep: (step: Step) => void;
}

/** Where one is on a way of several steps, and the way back. */
export function StepBar<Step extends string>(props: StepBarProps<Step>): ReactNode {
  const { steps, titles, step, canGoBack, onStep } = props;
  const at = steps.indexOf(step);
  return (
    <ol className="upl-steps" aria-label="Steps">
      {steps.map((name, index) => (
        <li key={name}>
          <button
            type="button"
            aria-current={name === step ? 'step' : undefined}
            data-passed={index < at || undefined}
            disabled={index > at || !canGoBack}
            onClick={() => onStep(name)}
          >
            <span className="upl-steps-number">
              {index < at ? <IconCheck size={13} aria-label="Passed" /> : index + 1}
            </span>
            {titles[name]}
          </button>
        </li>
      ))}
    </ol>
  );
}
