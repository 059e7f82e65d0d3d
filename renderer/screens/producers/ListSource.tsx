import type { ReactNode } from 'react';
import type { MirroredName } from '../../../domain/fields.ts';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useStatus } from '../../state/status.ts';
import { useNow } from '../../state/useNow.ts';

/** When a collection was last read whole from AgentSync (epoch ms); null when it never was. */
export function useCompletedAt(collection: MirroredName): number | null {
  return useStatus(
    (state) => state.status?.sync.find(({ target }) => target === collection)?.completedAt ?? null,
  );
}

/** Where the rows of a list come from, and how old they are at most. */
export function ListSource({ completedAt }: { readonly completedAt: number | null }): ReactNode {
  const now = useNow();
  return (
    <p
      className="upl-producer-source upl-producer-foot"
      title={completedAt === null ? undefined : formatMoment(completedAt, now)}
    >
      {completedAt === null
        ? 'Not read whole from AgentSync yet, so some may be missing.'
        : `Read from AgentSync ${formatAge(completedAt, now)}.`}
    </p>
  );
}
