import './testResult.css';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionTest } from '../../../preload/contract/shell.ts';
import { formatCount } from '../../state/format.ts';

type Step = ConnectionTest['steps'][number];

const looks: Readonly<
  Record<Step['result'], { readonly word: string; readonly icon: Icon; readonly color: string }>
> = {
  works: { word: 'Works', icon: IconCircleCheck, color: 'var(--upl-good)' },
  refused: { word: 'Refused', icon: IconCircleX, color: 'var(--upl-attention)' },
  'not-offered': { word: 'Not offered', icon: IconHelpCircle, color: 'var(--upl-dim)' },
  'not-reached': { word: 'Not reached', icon: IconPlugConnectedX, color: 'var(--upl-staged)' },
  'not-tried': { word: 'Not tried', icon: IconCircleDashed, color: 'var(--upl-dim)' },
};

const groups: readonly { readonly group: Step['group']; readonly title: string }[] = [
  { group: 'permissions', title: 'Permissions' },
  { group: 'reading', title: 'Reading' },
  { group: 'writing', title: 'Creating and changing' },
];

interface TestResultProps {
  readonly test: ConnectionTest;
  /** Who was asked. */
  readonly vendor?: 'AgentSync' | 'Turris';
}

/** Each step of a connection test, in words: what the credentials may do, and what the API offers. */
export function TestResult({ test, vendor = 'AgentSync' }: TestResultProps): ReactNode {
  return (
    <output className="upl-entry-card upl-test-result" aria-label="Result of the test">
      <h2>{headingOf(test, vendor)}</h2>
      {groups.map(({ group, title }) => {
        const steps = test.steps.filter((step) => step.group === group);
        if (steps.length === 0) return null;
        const works = steps.filter(({ result }) => result === 'works').length;
        return (
          <section key={group} aria-label={title}>
            <h3>
              {title}
              {group === 'writing' ? null : (
                <span className="upl-dim">
                  {' '}
                  ({formatCount(works)} of {formatCount(steps.length)} work)
                </span>
              )}
            </h3>
            <ul>
              {steps.map((step) => (
                <TestLine key={step.name} step={step} />
              ))}
            </ul>
          </section>
        );
      })}
    </output>
  );
}

const outcomes = {
  AgentSync: { usable: 'This connection can be used.', not: 'This connection cannot be used as it is.' },
  Turris: { usable: 'Turris can be read.', not: 'Turris cannot be read with these credentials.' },
} as const;

function headingOf({ usable, steps }: ConnectionTest, vendor: keyof typeof outcomes): string {
  if (usable) return outcomes[vendor].usable;
  return steps.every(({ result }) => result === 'not-reached')
    ? `${vendor} could not be reached, so nothing was found out. Check the network and try again.`
    : outcomes[vendor].not;
}

function TestLine({ step: { name, result, words } }: { readonly step: Step }): ReactNode {
  const { word, icon: StepIcon, color } = looks[result];
  return (
    <li>
      <StepIcon size={17} color={color} aria-hidden />
      <span className="upl-selectable">
        <strong>
          {name}: {word}.
        </strong>{' '}
        {result === 'works' ? null : words}
      </span>
    </li>
  );
}
