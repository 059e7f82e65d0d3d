import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { findingSides } from '../../../domain/commissionGrid/findings.ts';
import type { Finding, FindingSide } from '../../../domain/commissionGrid/findings.ts';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';
import { counted, formatCount } from '../../state/format.ts';

const titles: Readonly<Record<FindingSide, string>> = {
  overlap: 'Overlaps',
  gap: 'Gaps',
  other: 'Also worth a look',
};

interface FindingsPanelProps {
  readonly grid: ReadGrid;
  readonly onFinding: (finding: Finding) => void;
  readonly onClose: () => void;
}

/** `3 overlaps · 5 gaps`; null when everything adds up. */
export function findingWords({ counts }: ReadGrid): string | null {
  const words = [
    ...(counts.overlap > 0 ? [counted(counts.overlap, 'overlap')] : []),
    ...(counts.gap > 0 ? [counted(counts.gap, 'gap')] : []),
    ...(counts.other > 0 ? [`${formatCount(counts.other)} more`] : []),
  ];
  return words.length === 0 ? null : words.join(' · ');
}

/** What does not add up in the grid, each leading to what it is about. */
export function FindingsPanel({ grid, onFinding, onClose }: FindingsPanelProps): ReactNode {
  const { findings, counts } = grid;
  const total = counts.overlap + counts.gap + counts.other;
  return (
    <aside className="upl-detail upl-lgrid-findings" aria-label="Gaps and overlaps">
      <div className="upl-detail-head">
        <h2>Gaps and overlaps</h2>
        <ActionIcon aria-label="Hide gaps and overlaps" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className="upl-detail-body">
        {total === 0 ? (
          <p className="upl-dim upl-lgrid-note">
            Every product has levels, no level pays twice in a state, and none is missing where the product is
            sold.
          </p>
        ) : null}
        {findingSides
          .filter((side) => counts[side] > 0)
          .map((side) => (
            <section key={side} aria-label={titles[side]}>
              <h3>
                {titles[side]} <span className="upl-dim">{formatCount(counts[side])}</span>
              </h3>
              <ul>
                {findings
                  .filter((finding) => finding.side === side)
                  .map((finding) => (
                    <li key={`${finding.kind} ${finding.words}`}>
                      <button type="button" onClick={() => onFinding(finding)}>
                        {finding.words}
                      </button>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        {total > findings.length ? (
          <p className="upl-dim upl-lgrid-note">
            The first {formatCount(findings.length)} of {formatCount(total)} are listed.
          </p>
        ) : null}
      </div>
    </aside>
  );
}
