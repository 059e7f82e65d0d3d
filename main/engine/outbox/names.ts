import { isLocalId } from '../../../domain/localId.ts';
import type { Store } from '../store/api.ts';
import type { CellEdit } from './api.ts';

/** The id a record has by now: the server may have named it since the screen read it. */
export function idNow(store: Store, id: string): string {
  return isLocalId(id) ? (store.operations.nameOf(id) ?? id) : id;
}

/** The same for a record that was picked as a value. */
export function inputNow(store: Store, input: CellEdit['input']): CellEdit['input'] {
  if (!('value' in input)) return input;
  const { value } = input;
  if (typeof value === 'string') return isLocalId(value) ? { value: idNow(store, value) } : input;
  if (typeof value !== 'object' || value === null || !value.some(isLocalId)) return input;
  return { value: value.map((id) => idNow(store, id)) };
}
