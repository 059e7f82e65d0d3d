import type { BatchRow } from '../store/api.ts';
import type { OutboxParts } from './parts.ts';

/** A gesture that changed the same field afterwards. */
export interface LaterChange {
  readonly label: string;
  readonly actor: string;
}

const page = 200;

/** Fields sent by gestures after this one, by `collection id field`; the newest gesture counts. */
export function laterChanges(
  { store }: Pick<OutboxParts, 'store'>,
  batch: BatchRow,
): ReadonlyMap<string, LaterChange> {
  const found = new Map<string, LaterChange>();
  for (let offset = 0; ; offset += page) {
    const newest = store.operations.batches(offset, page);
    for (const { id, sequence, label, actor } of newest) {
      if (sequence <= batch.sequence) return found;
      for (const { state, collection, targetId, changes } of store.operations.ofBatch(id)) {
        if (state !== 'done') continue;
        for (const field of Object.keys(changes)) {
          const key = `${collection} ${targetId} ${field}`;
          if (!found.has(key)) found.set(key, { label, actor });
        }
      }
    }
    if (newest.length < page) return found;
  }
}
