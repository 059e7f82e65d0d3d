import { Checkbox } from '@mantine/core';
import { startTransition, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { ruleWords } from '../../../domain/stagingRules.ts';
import type { BulkGroup, BulkImpact, BulkLeaveOut } from '../../../preload/contract/bulk.ts';
import { formatCount } from '../../state/format.ts';
import { isGroupTicked } from './leaveOut.ts';
import { downlineWords } from './previewWords.ts';

interface ImpactProps {
  readonly impact: BulkImpact;
  readonly leaveOut: BulkLeaveOut;
  readonly onGroup: (group: BulkGroup, ticked: boolean) => void;
}

/** What a change reaches: carriers and statuses, which can be left out whole, contracts below, and rules. */
export function Impact({ impact, leaveOut, onGroup }: ImpactProps): ReactNode {
  const { groups, rules } = impact;
  if (groups.length === 0 && rules.length === 0) return null;
  const of = (by: BulkGroup['by']): readonly BulkGroup[] => groups.filter((group) => group.by === by);
  return (
    // Scrolls by itself, so it can be reached by keys.
    <section className="upl-bulk-impact" aria-label="What it reaches" tabIndex={0}>
      {rules.length === 0 ? null : (
        <div className="upl-bulk-rules">
          <h3>Breaks rules</h3>
          <ul>
            {rules.map(({ rule, count }) => (
              <li key={rule}>
                {ruleWords[rule].title} <span className="upl-dim">({formatCount(count)})</span>
              </li>
            ))}
          </ul>
          <p className="upl-dim">You are asked about them before anything is changed.</p>
        </div>
      )}
      <Groups title="Carriers" groups={of('carrier')} leaveOut={leaveOut} onGroup={onGroup} />
      <Groups title="Statuses" groups={of('status')} leaveOut={leaveOut} onGroup={onGroup} />
      <h3>Downlines</h3>
      <p>{downlineWords(impact)}</p>
    </section>
  );
}

interface GroupsProps extends Pick<ImpactProps, 'leaveOut' | 'onGroup'> {
  readonly title: string;
  readonly groups: readonly BulkGroup[];
}

/** Ticks put into the page at once: what is rendered bit by bit is still put there in one go. */
const ticksAtOnce = 10;

function Groups({ title, groups, leaveOut, onGroup }: GroupsProps): ReactNode {
  const [there, setThere] = useState(ticksAtOnce);
  useEffect(() => {
    if (there < groups.length) startTransition(() => setThere(there + ticksAtOnce));
  }, [there, groups.length]);
  if (groups.length === 0) return null;
  return (
    <fieldset>
      <legend>{title}</legend>
      {groups.slice(0, there).map((group) => (
        <Checkbox
          key={group.key}
          label={
            <>
              {group.label} <span className="upl-dim">({formatCount(group.count)})</span>
            </>
          }
          checked={isGroupTicked(leaveOut, group)}
          onChange={(event) => onGroup(group, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}
