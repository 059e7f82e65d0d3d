import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../state/format.ts';

interface VerdictChoiceProps<Verdict extends string> {
  /** Accessible name. */
  readonly label: string;
  /** Offered in this order, after *All*. */
  readonly verdicts: readonly Verdict[];
  readonly words: Readonly<Record<Verdict, string>>;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly total: number;
  /** Null while all are shown. */
  readonly value: Verdict | null;
  readonly onChange: (value: Verdict | null) => void;
}

/** Narrows what a check found to one verdict, and says how often each was given. */
export function VerdictChoice<Verdict extends string>(props: VerdictChoiceProps<Verdict>): ReactNode {
  const { label, verdicts, words, counts, total, value, onChange } = props;
  return (
    <SegmentedControl
      aria-label={label}
      value={value ?? 'all'}
      onChange={(chosen) => onChange(verdicts.find((verdict) => verdict === chosen) ?? null)}
      data={[
        { value: 'all', label: `All ${formatCount(total)}` },
        ...verdicts.map((verdict) => ({
          value: verdict,
          label: `${words[verdict]} ${formatCount(counts[verdict])}`,
        })),
      ]}
    />
  );
}
