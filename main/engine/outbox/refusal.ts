import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { RefusedEdit } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { MirroredRecord } from '../store/api.ts';
import type { CellEdit } from './api.ts';
import type { OutboxParts } from './parts.ts';
import { vendor } from './words.ts';

/** A cell that was refused, as it is told to people; what was typed into a sealed field is masked. */
export function refusalOf(
  store: OutboxParts['store'],
  collection: CollectionName,
  definitions: ReadonlyMap<string, FieldDefinition>,
  {
    record,
    edit,
    expected,
  }: { readonly record: MirroredRecord | null; readonly edit: CellEdit; readonly expected: string },
): RefusedEdit {
  const definition = definitions.get(edit.field);
  return {
    id: edit.recordId,
    record:
      record === null ? `${collections[collection].singular} not found` : titleOf(store, collection, record),
    field: edit.field,
    fieldLabel: definition?.label ?? edit.field,
    // A number that was refused is no less a secret.
    found: definition?.sealed === true ? maskedText(edit) : foundText(edit),
    expected,
  };
}

/** A record read for staging carries only some fields, so its title needs all of it. */
function titleOf(store: OutboxParts['store'], collection: CollectionName, record: MirroredRecord): string {
  return recordTitle(store, collection, store.mirror.get(collection, record.id) ?? record);
}

/** What would have to be there for a record to be changed; null where it can be. */
export function obstacleOf(record: MirroredRecord | null): string | null {
  if (record === null)
    return 'A record on this computer. It may have been removed; reload the list and try again.';
  if (record.goneAt !== null)
    return `A record that still exists: this one is no longer at ${vendor}, so a change could not be sent.`;
  return null;
}

/** What an invitation says can be corrected until it goes out, or may have. */
export function sentObstacle(store: OutboxParts['store'], id: string): string | null {
  if (!isLocalId(id)) return 'An invitation that has not gone out: this one was sent.';
  const out = store.operations
    .liveOf('invitation', id)
    .some(({ state }) => state === 'sending' || state === 'unknown');
  return out
    ? 'An invitation that has not gone out: this one is on its way, or may be. Decide that first.'
    : null;
}

function foundText({ input }: CellEdit): string {
  if ('typed' in input) return input.typed.slice(0, 200);
  return String(input.value ?? '').slice(0, 200);
}

function maskedText(edit: CellEdit): string {
  const text = foundText(edit);
  return text === '' ? '' : '••••';
}
