import { Checkbox, Textarea } from '@mantine/core';
import { useDeferredValue } from 'react';
import type { ReactNode } from 'react';
import { mostCohortNpns } from '../../../domain/cohort.ts';
import { counted } from '../../state/format.ts';
import { npnsOf, paste, useOnboarding } from './onboardingStore.ts';

const because = {
  column: 'In the NPN column',
  label: 'Called an NPN in the text',
  length: 'Has the length of an NPN',
} as const;

/** More are counted, not listed: nobody ticks through thousands. */
const mostListed = 500;

/** Who the producers are: anything pasted, with the NPNs found in it. */
export function ProducersStep(): ReactNode {
  const state = useOnboarding();
  const finding = useDeferredValue(state.finding);
  const { taken, leftOut } = state;
  const chosen = npnsOf(state).length;
  const repeated = finding.found.reduce((sum, { repeats }) => sum + repeats, 0);
  return (
    <div className="upl-onboarding-producers">
      <div className="upl-onboarding-paste">
        <Textarea
          label="Paste an e-mail, a list or a column of a sheet"
          description="NPNs are found in it. Nothing else of the text is kept."
          size="xs"
          data-autofocus
          value={state.pasted}
          onChange={(event) => paste(event.currentTarget.value)}
          spellCheck={false}
          placeholder={'NPN\tName\n15645555\tAda Lovelace\n…'}
        />
      </div>
      <div className="upl-onboarding-found" aria-live="polite">
        <h2>
          {chosen === 0 ? 'No NPN yet' : counted(chosen, 'producer')}
          {repeated === 0 ? null : <span className="upl-dim"> · {counted(repeated, 'repeat')} left out</span>}
        </h2>
        {chosen > mostCohortNpns ? (
          <p role="alert" className="upl-onboarding-alert">
            A cohort has at most {counted(mostCohortNpns, 'producer')}. Paste them in several parts.
          </p>
        ) : null}
        {finding.doubtful.length === 0 ? null : (
          <section aria-labelledby="onboarding-doubtful" className="upl-onboarding-doubtful">
            <h3 id="onboarding-doubtful">{counted(finding.doubtful.length, 'number')} to judge</h3>
            <ul>
              {finding.doubtful.slice(0, mostListed).map(({ text, line, why, npn }) => (
                <li key={text}>
                  {npn === null ? (
                    <span>
                      <strong>{text}</strong>
                    </span>
                  ) : (
                    <Checkbox
                      label={npn}
                      checked={taken.includes(npn)}
                      onChange={(event) =>
                        useOnboarding.setState({
                          taken: event.currentTarget.checked
                            ? [...taken, npn]
                            : taken.filter((other) => other !== npn),
                        })
                      }
                    />
                  )}
                  <span className="upl-dim">
                    Line {line}. {why}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <ul className="upl-onboarding-npns" aria-label="NPNs found">
          {finding.found.slice(0, mostListed).map(({ npn, line, because: reason }) => (
            <li key={npn}>
              <Checkbox
                label={npn}
                checked={!leftOut.includes(npn)}
                onChange={(event) =>
                  useOnboarding.setState({
                    leftOut: event.currentTarget.checked
                      ? leftOut.filter((other) => other !== npn)
                      : [...leftOut, npn],
                  })
                }
              />
              <span className="upl-dim">
                Line {line} · {because[reason]}
              </span>
            </li>
          ))}
        </ul>
        {finding.found.length <= mostListed ? null : (
          <p className="upl-dim">and {counted(finding.found.length - mostListed, 'more', 'more')}</p>
        )}
      </div>
    </div>
  );
}
