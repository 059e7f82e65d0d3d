import type { ReactNode } from 'react';
import type { Vendor } from '../../../domain/collections.ts';
import type { MirroredName } from '../../../domain/fields.ts';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useStatus } from '../../state/status.ts';
import { useNow } from '../../state/useNow.ts';

/** When a collection was last read whole from its vendor (epoch ms); null when it never was. */
export function useCompletedAt(collection: MirroredName): number | null {
  return useStatus(
    (state) => state.status?.sync.find(({ target }) => target === collection)?.completedAt ?? null,
  );
}

/** Where the rows of a list come from, and how old they are at most. */
export function ListSource({
  completedAt,
  vendor = 'AgentSync',
}: {
  readonly completedAt: number | null;
  readonly vendor?: Vendor;
}): ReactNode {
  const now = useNow();
  return (
    <p
      className="upl-producer-source upl-producer-foot"
      title={completedAt === null ? undefined : formatMoment(completedAt, now)}
    >
      {completedAt === null
        ? `Not read whole from ${vendor} yet, so some may be missing.`
        : `Read from ${vendor} ${formatAge(completedAt, now)}.`}
    </p>
  );
}
