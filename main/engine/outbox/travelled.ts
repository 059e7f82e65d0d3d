import { collections, fieldOf, isOfTurris } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition, FieldValue } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { asMasked, maskedNumber } from '../../../domain/masking.ts';
import { isEmpty } from '../../../domain/merge.ts';
import type { FieldChange, FieldChanges, OperationKind } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { checkValue } from '../../../domain/validate.ts';
import type { RefusedEdit } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Store } from '../store/api.ts';
import { duplicateOf } from './create.ts';
import { newFieldsOf } from './newFields.ts';
import { vendor } from './words.ts';

/** An unsent change of another computer. */
export interface Travelled {
  readonly id: string;
  readonly kind: OperationKind;
  readonly collection: CollectionName;
  readonly targetId: string;
  readonly changes: FieldChanges;
  readonly dependsOn: readonly string[];
  /** Numbers typed into sealed fields; `changes` hold only their masks. */
  readonly secrets: Readonly<Record<string, string>>;
  /** It may have reached the server before it travelled. */
  readonly perhapsSent: boolean;
  /** It was kept back there until a person sends it, and so it is here. */
  readonly held: boolean;
}

/** What of a travelled change holds here. */
export interface Checked {
  readonly changes: FieldChanges;
  /** Of these, fields whose whole number did not come along: it must be typed again. */
  readonly lost: readonly string[];
  readonly refused: readonly RefusedEdit[];
}

/** Ids under which records are known, or about to be, on this computer. */
export interface Names {
  /** The id here of a record that the file knows under this one; null when it is not here. */
  idHere(collection: CollectionName, id: string): string | null;
}

/** `coming` are the new records of the same file that were accepted so far. */
export function createNames(store: Store, coming: ReadonlySet<string>): Names {
  return {
    idHere(collection, id) {
      if (coming.has(id)) return id;
      const now = isLocalId(id) ? (store.operations.nameOf(id) ?? id) : id;
      const record = store.mirror.get(collection, now);
      return record === null || record.goneAt !== null ? null : now;
    },
  };
}

/** Why a whole change cannot be brought in; null when nothing stands against it. */
export function obstacleTo(store: Store, names: Names, one: Travelled): string | null {
  const noun = collections[one.collection].singular.toLowerCase();
  if (isOfTurris(one.collection)) return collections[one.collection].readOnlyBecause ?? null;
  if (one.kind === 'create') {
    if (!isLocalId(one.targetId)) return 'A record that is new. This file was not written by Upline.';
    const values = Object.fromEntries(
      Object.entries(one.changes).map(([field, { value }]) => [field, value]),
    );
    return one.collection === 'invitation' ? null : duplicateOf({ store }, one.collection, values);
  }
  if (names.idHere(one.collection, one.targetId) !== null) return null;
  if (store.mirror.get(one.collection, one.targetId) !== null)
    return `A record that still exists: this one is no longer at ${vendor}.`;
  return `A ${noun} that is on this computer. Sync first, then bring the file in again.`;
}

/** Checks every field of a change on its own: a wrong one is named, the others hold. */
export function checkTravelled(store: Store, names: Names, one: Travelled): Checked {
  const isNew = one.kind === 'create' || isLocalId(one.targetId);
  const definitions = new Map(
    (isNew
      ? [...newFieldsOf(one.collection), ...derivedFields(one)]
      : collections[one.collection].fields
    ).map((field) => [field.name, field] as const),
  );
  const changes: Record<string, FieldChange> = {};
  const refused: RefusedEdit[] = [];
  const lost: string[] = [];
  for (const [field, { base, value }] of Object.entries(one.changes)) {
    const definition = definitions.get(field);
    if (definition?.sealed === true && typeof value === 'string' && one.secrets[field] === undefined) {
      changes[field] = { base, value: asMasked(value) };
      lost.push(field);
      continue;
    }
    const result =
      definition === undefined
        ? fail({ code: 'no-such-field', message: 'A field that exists.' })
        : definition.sealed === true && value !== null
          ? checkedSecret(definition, one.secrets[field] ?? '')
          : checked(store, names, definition, value);
    if (result.ok) changes[field] = { base, value: result.value };
    else refused.push(refusalOf(store, one, field, result.error.message));
  }
  // A new record without what the server needs would only be refused there.
  const missing =
    one.kind === 'create'
      ? [...definitions.values()].find(
          ({ name, required }) => required === true && isEmpty(changes[name]?.value),
        )
      : undefined;
  if (missing !== undefined && refused.length === 0)
    refused.push(refusalOf(store, one, missing.name, 'A value: a new record cannot be without it.'));
  return one.kind === 'create' && refused.length > 0
    ? { changes: {}, lost: [], refused }
    : { changes, lost, refused };
}

/** What was worked out where it was staged travels along: it may name records that come in with it. */
function derivedFields({ collection }: Travelled): readonly FieldDefinition[] {
  const carriers = collection === 'invitation' ? fieldOf(collection, 'carrierIds') : undefined;
  return carriers === undefined ? [] : [{ ...carriers, editable: true }];
}

/** Of a number only the mask is kept with the change, here as there. */
function checkedSecret(definition: FieldDefinition, text: string): Result<FieldValue> {
  const result = checkValue(definition, text);
  return result.ok && typeof result.value === 'string' ? ok(maskedNumber(result.value)) : result;
}

function checked(
  store: Store,
  names: Names,
  definition: FieldDefinition,
  value: FieldValue,
): Result<FieldValue> {
  const result = checkValue(definition, value);
  if (!result.ok || isEmpty(result.value)) return result;
  const { kind } = definition;
  const ids =
    typeof result.value === 'string' ? [result.value] : Array.isArray(result.value) ? result.value : [];
  if (kind.type === 'reference') {
    const id = names.idHere(kind.collection, String(result.value));
    if (id !== null) return ok(id);
    return fail({
      code: 'unknown-choice',
      message: `A ${collections[kind.collection].singular.toLowerCase()} that is on this computer. Sync first, then bring the file in again.`,
    });
  }
  if (kind.type === 'referenceList') {
    const here = ids.map((id) => names.idHere(kind.collection, String(id))).filter((id) => id !== null);
    if (here.length === ids.length) return ok(here);
    return fail({
      code: 'unknown-choice',
      message: `${collections[kind.collection].plural} that are on this computer. Sync first, then bring the file in again.`,
    });
  }
  if (kind.type !== 'lookup' && kind.type !== 'lookupList') return result;
  if (ids.every((id) => store.lookups.find(kind.lookup, String(id)) !== null)) return result;
  return fail({ code: 'unknown-choice', message: 'One of the choices known on this computer.' });
}

/** Names what was left out, with the record as people know it. */
export function refusalOf(store: Store, one: Travelled, field: string, expected: string): RefusedEdit {
  const { collection, targetId, changes } = one;
  const { singular } = collections[collection];
  const record = store.mirror.get(collection, targetId);
  const has = (name: string): boolean => fieldOf(collection, name) !== undefined;
  // A file may name fields that the collection does not have.
  const shown = (name: string): string =>
    has(name) ? store.views.label(collection, name, changes[name]?.value ?? null) : '';
  const ownName = shown(has('name') ? 'name' : 'npn');
  return {
    id: targetId,
    record:
      record !== null
        ? recordTitle(store, collection, record)
        : one.kind === 'create'
          ? `New ${singular.toLowerCase()} ${ownName}`.trim()
          : `${singular} not found`,
    field,
    fieldLabel: fieldOf(collection, field)?.label ?? singular,
    found: (field === '' ? ownName : shown(field)).slice(0, 200),
    expected,
  };
}
