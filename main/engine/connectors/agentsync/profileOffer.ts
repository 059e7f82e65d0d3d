import { collections } from '../../../../domain/collections.ts';
import type { ProfileCollection } from '../../../../domain/fields.ts';
import type { ReadRecord } from '../api.ts';

/** Why a call of Producer Profile is not made, and what to do about it. */
export function notPublished(collection: ProfileCollection): string {
  const plural = collections[collection].plural;
  return (
    `AgentSync has not published where ${plural[0]?.toLowerCase()}${plural.slice(1)} are read and written, so this connection ` +
    'does not ask. Your changes are saved on this computer. Ask AgentSync for the Producer Profile API ' +
    'reference and enter its paths under Settings, Producer Profile.'
  );
}

/** Marks an answer to a write: what it leaves out is unknown, not empty. */
export function asNarrow(record: ReadRecord): ReadRecord {
  return { ...record, narrow: true };
}
