import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../../state/format.ts';

interface First<T> {
  readonly shown: readonly T[];
  /** Shows the rest, and tells how many there are; null while all are shown. */
  readonly more: ReactNode;
}

/** The first of many items, until a person asks for all. `plural` is what they are called, e.g. `entries`. */
export function useFirst<T>(items: readonly T[], most: number, plural: string): First<T> {
  const [all, setAll] = useState(false);
  if (all || items.length <= most) return { shown: items, more: null };
  return {
    shown: items.slice(0, most),
    more: (
      <p className="upl-producer-more">
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {`Show all ${formatCount(items.length)} ${plural}`}
        </Button>
      </p>
    ),
  };
}
