import { inSentence } from '../../../domain/fields.ts';
import type { CollectionSync } from '../../../preload/contract/engine.ts';
import { formatAge } from '../../state/format.ts';

interface AskedFor {
  readonly now: number;
  /** The producer itself is only on this computer. */
  readonly isNew: boolean;
}

/** What it means that a producer has none of these, and how old that knowledge is. */
export function detailsSource(
  plural: string,
  sync: Pick<CollectionSync, 'state' | 'completedAt'> | undefined,
  { now, isNew }: AskedFor,
): string {
  if (isNew) return 'None yet.';
  if (sync?.state === 'not-offered')
    return `This connection does not read ${inSentence(plural)} from AgentSync, so there may be some there.`;
  if (sync === undefined || sync.completedAt === null)
    return `${plural} have not been read from AgentSync yet, so there may be some.`;
  return `None at AgentSync, read ${formatAge(sync.completedAt, now)}.`;
}
