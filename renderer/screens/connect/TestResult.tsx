import { IconCircleCheck, IconCircleX, IconHelpCircle, IconPlugConnectedX } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionTest } from '../../../preload/contract/shell.ts';

type StepResult = ConnectionTest['steps'][number]['result'];

const looks: Readonly<
  Record<StepResult, { readonly word: string; readonly icon: Icon; readonly color: string }>
> = {
  works: { word: 'Works', icon: IconCircleCheck, color: 'var(--upl-good)' },
  refused: { word: 'Refused', icon: IconCircleX, color: 'var(--upl-attention)' },
  'not-offered': { word: 'Not offered', icon: IconHelpCircle, color: 'var(--upl-dim)' },
  'not-reached': { word: 'Not reached', icon: IconPlugConnectedX, color: 'var(--upl-staged)' },
};

/** Each step of a connection test, in words. */
export function TestResult({ test }: { readonly test: ConnectionTest }): ReactNode {
  return (
    <output className="upl-entry-card" aria-label="Result of the test" style={{ display: 'block' }}>
      <h2>{test.usable ? 'This connection can be used.' : 'This connection cannot be used as it is.'}</h2>
      <ul style={{ marginTop: 8, listStyle: 'none' }}>
        {test.steps.map(({ name, result, words }) => {
          const { word, icon: Icon, color } = looks[result];
          return (
            <li key={name} style={{ display: 'flex', gap: 8, padding: '3px 0' }}>
              <Icon size={17} color={color} style={{ flex: 'none', marginTop: 1 }} aria-hidden />
              <span className="upl-selectable">
                <strong>
                  {name}: {word}.
                </strong>{' '}
                {words}
              </span>
            </li>
          );
        })}
      </ul>
    </output>
  );
}
