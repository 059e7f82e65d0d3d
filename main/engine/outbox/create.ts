import { collections, isOfTurris } from '../../../domain/collections.ts';
import type {
  CollectionName,
  FieldDefinition,
  FieldValue,
  FieldValues,
  AgentSyncCollection,
} from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { maskedNumber } from '../../../domain/masking.ts';
import { isEmpty } from '../../../domain/merge.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { checkValue } from '../../../domain/validate.ts';
import type { RefusedEdit, StageWarnings, Warned } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { MirroredRecord } from '../store/api.ts';
import type { CellEdit } from './api.ts';
import { carriersOf, idsIn, obstacleToInviting } from './invitation.ts';
import { inputNow } from './names.ts';
import { nameFieldOf, newFieldsOf } from './newFields.ts';
import type { OutboxParts } from './parts.ts';
import { rulesBroken, warningsOf } from './rules.ts';
import { mayStage, setAsideOf } from './setAside.ts';
import { guarded } from './stage.ts';
import { fromNothing, newId, stageNew } from './stageNew.ts';
import { createCellReader } from './typed.ts';
import { uplineFor } from './upline.ts';
import { vendor } from './words.ts';

/** What is typed or chosen for each field of a new record. */
export type NewValues = Readonly<Record<string, CellEdit['input']>>;

/** What became of a new record: staged under its id, or the fields to correct. */
export interface Created {
  readonly batchId: string | null;
  readonly id: string | null;
  readonly refused: readonly RefusedEdit[];
  /** Then nothing was staged: it breaks rules that a person may set aside. */
  readonly warnings: StageWarnings | null;
}

export interface Creation {
  /** Stages a new record as one gesture. It is all or nothing: a field that is refused stages nothing. */
  create(collection: CollectionName, label: string, values: NewValues, warned?: Warned): Result<Created>;
}

export function createCreation(parts: OutboxParts, staged: () => void): Creation {
  return {
    create: (collection, label, inputs, warned) =>
      guarded<Created>(() => {
        const read = createNewReader(parts, collection)(inputs);
        if (!read.ok) return ok({ batchId: null, id: null, refused: read.refused, warnings: null });
        const id = newId(parts);
        const changes = fromNothing(read.values);
        const breaks = rulesBroken(parts.store, collection, [
          { recordId: id, before: {}, changes, secrets: read.secrets },
        ]);
        if (!mayStage(breaks, warned)) {
          const warnings = warningsOf(parts.store, collection, breaks, Object.keys(changes).length);
          return ok({ batchId: null, id: null, refused: [], warnings });
        }
        const setAside = setAsideOf(breaks, warned);
        const records = [{ collection, id, values: read.values, secrets: read.secrets }];
        const { batchId } = stageNew(parts, { label, records, setAside });
        staged();
        return ok({ batchId, id, refused: [], warnings: null });
      }),
  };
}

type ReadNew =
  | { readonly ok: true; readonly values: FieldValues; readonly secrets: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly refused: readonly RefusedEdit[] };

/**
 * Checks the values of new records of a collection on the path that every edit takes, and that none is
 * there already. One reader for a gesture: choices are looked up once.
 */
export function createNewReader(
  parts: OutboxParts,
  collection: CollectionName,
): (inputs: NewValues, title?: string) => ReadNew {
  const read = createCellReader(parts.store, collection);
  const target = targetsOf(parts);
  const fields = newFieldsOf(collection);
  /** What becomes of fields that are not given, the same for every record. */
  const ungiven = new Map(fields.map((field) => [field.name, checkValue(field, null)] as const));
  const unnamed = `New ${collections[collection].singular.toLowerCase()}`;
  return (inputs, record = unnamed) => {
    const refused: RefusedEdit[] = [];
    const values: Record<string, FieldValue> = {};
    const secrets = new Map<string, string>();
    const refuse = (field: string, fieldLabel: string, found: string, expected: string): void => {
      refused.push({ id: '', record, field, fieldLabel, found: found.slice(0, 200), expected });
    };
    for (const [name, input] of Object.entries(inputs)) {
      if (!ungiven.has(name))
        refuse(name, name, foundIn(input), 'Nothing: this field cannot be given to a new record.');
    }
    for (const field of fields) {
      const given = inputs[field.name];
      // Blanks are no name.
      const input = given === undefined || foundIn(given).trim() === '' ? undefined : given;
      const result =
        input === undefined
          ? (ungiven.get(field.name) ?? checkValue(field, null))
          : valueOf(parts, field, values, input, { read, target });
      const found = given === undefined ? '' : foundIn(given);
      if (!result.ok)
        // A number that was refused is no less a secret.
        refuse(
          field.name,
          field.label,
          field.sealed === true && found !== '' ? '••••' : found,
          result.error.message,
        );
      else if (field.sealed === true && typeof result.value === 'string') {
        secrets.set(field.name, result.value);
        values[field.name] = maskedNumber(result.value);
      } else if (!isEmpty(result.value)) values[field.name] = result.value;
    }
    for (const { name, label, expected } of misplaced(collection, fields, values))
      refuse(name, label, String(values[name] ?? ''), expected);
    if (refused.length > 0) return { ok: false, refused };
    if (collection === 'invitation') {
      const obstacle = obstacleToInviting(parts.store, values);
      if (obstacle === null)
        return { ok: true, values: { ...values, carrierIds: carriersOf(parts.store, values) }, secrets };
      const label = fields.find(({ name }) => name === obstacle.field)?.label ?? obstacle.field;
      refuse(obstacle.field, label, '', obstacle.expected);
      return { ok: false, refused };
    }
    if (isOfTurris(collection)) {
      refuse('', collections[collection].singular, '', collections[collection].readOnlyBecause ?? '');
      return { ok: false, refused };
    }
    const twin = duplicateOf(parts, collection, values);
    if (twin === null) return { ok: true, values, secrets };
    const field = toldApartBy[collection] ?? 'name';
    const definition = fields.find(({ name }) => name === field);
    refuse(field, definition?.label ?? field, String(values[field] ?? ''), twin);
    return { ok: false, refused };
  };
}

/** The field at which a record that is there already is pointed out, where it is not the name. */
const toldApartBy: Readonly<Partial<Record<CollectionName, string>>> = {
  contractAssignment: 'npn',
  producer: 'npn',
  address: 'addressLine1',
  phone: 'number',
  bankAccount: 'number',
  insurancePolicy: 'policyNumber',
};

/** Fields that a producer of this type cannot have, and the name it cannot be without. */
function misplaced(
  collection: CollectionName,
  fields: readonly FieldDefinition[],
  values: FieldValues,
): readonly { readonly name: string; readonly label: string; readonly expected: string }[] {
  if (collection !== 'producer') return [];
  const { type } = values;
  const named = nameFieldOf(type);
  return fields.flatMap(({ name, label, onlyFor }) => {
    if (onlyFor !== undefined && onlyFor !== type && values[name] !== undefined)
      return [
        {
          name,
          label,
          expected: `Nothing: only ${onlyFor === 'FIRM' ? 'a firm' : 'a person'} has this field.`,
        },
      ];
    return name === named && values[name] === undefined
      ? [{ name, label, expected: `${label} may not be empty.` }]
      : [];
  });
}

type Target = 'here' | 'gone' | 'unknown';

/** Whether a record that a value names is here. Few are named by many, so each is looked up once. */
function targetsOf({ store }: OutboxParts): (collection: CollectionName, id: string) => Target {
  const known = new Map<string, Target>();
  return (collection, id) => {
    const key = `${collection} ${id}`;
    let target = known.get(key);
    if (target === undefined) {
      const record = store.mirror.get(collection, id);
      target = record === null ? 'unknown' : record.goneAt === null ? 'here' : 'gone';
      known.set(key, target);
    }
    return target;
  };
}

interface Readers {
  readonly read: ReturnType<typeof createCellReader>;
  readonly target: ReturnType<typeof targetsOf>;
}

function valueOf(
  { store }: OutboxParts,
  field: FieldDefinition,
  before: FieldValues,
  input: CellEdit['input'],
  { read, target }: Readers,
): Result<FieldValue> {
  const named = inputNow(store, input);
  if (field.kind.type === 'reference' && field.kind.collection === 'contractAssignment') {
    const upline = uplineFor(store, named, null, before);
    return typeof upline === 'string' ? fail({ code: 'unknown-choice', message: upline }) : ok(upline.id);
  }
  if (field.kind.type === 'reference' && field.kind.collection === 'producer') {
    const { collection } = field.kind;
    const id = 'value' in named ? named.value : named.typed.trim();
    if (isEmpty(id)) return ok(null);
    const found = typeof id === 'string' ? target(collection, id) : 'unknown';
    if (found === 'gone') return fail(goneByNow);
    // A million choices are not listed to find one.
    if (found === 'here') return ok(id);
    const noun = collections[collection].singular.toLowerCase();
    return fail({ code: 'unknown-choice', message: `A ${noun} on this computer.` });
  }
  if (field.kind.type === 'referenceList') {
    const ids = checkValue(field, 'value' in named ? named.value : named.typed);
    if (!ids.ok || isEmpty(ids.value)) return ids;
    const { collection } = field.kind;
    const known = idsIn(ids.value).every((id) => target(collection, id) === 'here');
    if (known) return ids;
    const { plural } = collections[collection];
    return fail({
      code: 'unknown-choice',
      message: `${plural} that are on this computer and still exist at ${vendor}.`,
    });
  }
  const { productId } = before;
  // What is not staged yet has no id to look choices up by; its product's id serves as well.
  const id = typeof productId === 'string' ? productId : '';
  const record: MirroredRecord = {
    rowid: 0,
    id,
    fetchedAt: 0,
    goneAt: null,
    effective: before,
    server: null,
  };
  const result = read(field, record, named);
  if (!result.ok || field.kind.type !== 'reference' || typeof result.value !== 'string') return result;
  if (target(field.kind.collection, result.value) !== 'gone') return result;
  return fail(goneByNow);
}

const goneByNow = {
  code: 'gone',
  message: `A record that still exists: this one is no longer at ${vendor}.`,
};

/** What is expected instead when another record is the same to people; null when there is none. */
export function duplicateOf(
  { store }: Pick<OutboxParts, 'store'>,
  collection: AgentSyncCollection,
  values: FieldValues,
  self?: string,
): string | null {
  const id = store.mirror.alike(collection, values);
  const twin = id === null || id === self ? null : store.mirror.get(collection, id);
  if (twin === null) return null;
  const { singular } = collections[collection];
  const where = isLocalId(twin.id) ? 'is already waiting here to be sent' : 'is already there';
  const title = `${singular} ${recordTitle(store, collection, twin)}`;
  const unique: Readonly<Record<AgentSyncCollection, string>> = {
    carrier: 'A name that no other carrier has',
    product: 'A name that no other product of this carrier has',
    commissionLevel: 'A name that no other level of this product has',
    contractAssignment: 'A producer who is not on this product yet',
    producer: 'An NPN that no other producer has',
    address: 'An address that this producer does not have yet',
    phone: 'A number that this producer does not have yet',
    bankAccount: 'An account that this producer does not have yet',
    insurancePolicy: 'A policy that this producer does not have yet',
  };
  return `${unique[collection]}: ${title} ${where}. Open that one instead.`;
}

function foundIn(input: CellEdit['input']): string {
  return 'typed' in input ? input.typed : String(input.value ?? '');
}
