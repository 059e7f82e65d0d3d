import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isNpn } from '../../../domain/npnFinder.ts';
import { LookupSelect } from '../../components/recordForm/LookupField.tsx';
import { LevelPicker } from './LevelPicker.tsx';
import { RecipeBar } from './RecipeBar.tsx';
import { useOnboarding } from './onboardingStore.ts';

/** What every producer of the cohort gets. */
export function TermsStep(): ReactNode {
  const { levels, assignmentStatusId, annualizationId, uplineNpn } = useOnboarding();
  const set = useOnboarding.setState;
  const upline = uplineNpn.trim();
  return (
    <div className="upl-onboarding-terms">
      <RecipeBar />
      <section aria-labelledby="onboarding-levels">
        <h2 id="onboarding-levels">Commission levels</h2>
        <p className="upl-dim">
          Each level stands for its product and carrier. A producer gets one contract assignment for each.
        </p>
        <LevelPicker />
        {levels.length === 0 ? (
          <p className="upl-onboarding-none">No level chosen yet.</p>
        ) : (
          <ul className="upl-onboarding-levels" aria-label="Chosen levels">
            {levels.map(({ commissionLevelId, carrier, product, level }) => (
              <li key={commissionLevelId}>
                <span title={`${carrier} · ${product} · ${level}`}>
                  <span className="upl-dim">{carrier} · </span>
                  {product} · <strong>{level}</strong>
                </span>
                <ActionIcon
                  aria-label={`Remove ${product}, ${level}`}
                  onClick={() =>
                    set({ levels: levels.filter((other) => other.commissionLevelId !== commissionLevelId) })
                  }
                >
                  <IconX size={15} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        {levels.length < 2 ? null : (
          <div>
            <Button variant="subtle" size="compact-xs" onClick={() => set({ levels: [] })}>
              Remove all levels
            </Button>
          </div>
        )}
      </section>
      <section aria-labelledby="onboarding-common" className="upl-onboarding-common">
        <h2 id="onboarding-common">For all of them</h2>
        <div className="upl-onboarding-fields">
          <LookupSelect
            label="Status"
            lookup="assignmentStatus"
            required
            error={undefined}
            value={assignmentStatusId}
            onChange={(value) => set({ assignmentStatusId: value })}
          />
          <LookupSelect
            label="Annualization"
            lookup="annualization"
            required={false}
            error={undefined}
            value={annualizationId}
            onChange={(value) => set({ annualizationId: value })}
          />
          <TextInput
            label="Upline NPN"
            inputMode="numeric"
            maxLength={15}
            value={uplineNpn}
            error={upline === '' || isNpn(upline) ? undefined : 'Digits only, at most 15.'}
            onChange={(event) => set({ uplineNpn: event.currentTarget.value })}
          />
        </div>
      </section>
    </div>
  );
}
