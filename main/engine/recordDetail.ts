import { collections, isOfTurris } from '../../domain/collections.ts';
import type { CollectionName, TurrisCollection } from '../../domain/fields.ts';
import { isLocalId } from '../../domain/localId.ts';
import type { Operation } from '../../domain/operation.ts';
import { assertNever, fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { FieldDetail, RecordDetail } from '../../preload/contract.ts';
import { knownInPart } from './connectors/narrow.ts';
import type { MirroredRecord, Store } from './store/api.ts';
import { columnOf } from './store/columns.ts';

/** How a person recognises a record in a title: the producer and product of an assignment, else the name. */
export function recordTitle(store: Store, collection: CollectionName, record: MirroredRecord): string {
  const shown = (field: string): string =>
    store.views.label(collection, field, record.effective[field] ?? null);
  if (collection === 'contractAssignment') return `NPN ${shown('npn')} · ${shown('productId')}`;
  if (collection === 'invitation')
    return `${`${shown('firstName')} ${shown('lastName')}`.trim()} · NPN ${shown('npn')}`;
  if (isOfTurris(collection)) return turrisTitle(collection, shown);
  if (collection === 'producer') return shown('displayName') || `NPN ${shown('npn')}`;
  const own = detailTitles[collection]?.map(shown).filter((text) => text !== '');
  if (own !== undefined && own.length > 0) return `${own.join(' ')}${ofProducer(shown('producerId'))}`;
  return shown('name') || `${collections[collection].singular} without a name`;
}

/** What Turris has is named by who it is of, and where. */
function turrisTitle(collection: TurrisCollection, shown: (field: string) => string): string {
  const nameless = `${collections[collection].singular} without a name`;
  switch (collection) {
    case 'downstreamEntity':
      return shown('legalName') || numbered(shown('npn')) || nameless;
    case 'agent':
      return shown('displayName') || numbered(shown('npn')) || nameless;
    case 'licence': {
      const holder = shown('holderName') || numbered(shown('npn')) || nameless;
      return `${holder} · ${`${shown('stateCode')} ${shown('licenceNumber')}`.trim()}`;
    }
    case 'fileDocument':
      return `${shown('category') || nameless} · ${shown('updatedAt').slice(0, 10)}`;
    default:
      return assertNever(collection);
  }
}

function numbered(npn: string): string {
  return npn === '' ? '' : `NPN ${npn}`;
}

/** What tells the records of one producer apart. */
const detailTitles: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  address: ['type', 'addressLine1'],
  phone: ['type', 'number'],
  bankAccount: ['bankName', 'type', 'number'],
  insurancePolicy: ['carrier', 'policyNumber'],
};

function ofProducer(name: string): string {
  return name === '' ? '' : ` · ${name}`;
}

/** Everything known of one record: what is shown, what the server said, what is staged and how it stands. */
export function readRecordDetail(
  store: Store,
  collection: CollectionName,
  asked: string,
): Result<RecordDetail> {
  // The server may have named the record since the screen learned its id.
  const id = isLocalId(asked) ? (store.operations.nameOf(asked) ?? asked) : asked;
  const record = store.mirror.get(collection, id);
  if (record === null) {
    return fail({
      code: 'record-not-found',
      message: `This ${collections[collection].singular.toLowerCase()} is not on this computer. It may have been removed at the server; sync to be sure.`,
      remedy: 'retry',
    });
  }
  const live = store.operations.liveOf(collection, id);
  const fields = collections[collection].fields.map((definition): FieldDetail => {
    const show = (values: MirroredRecord['effective'] | null): string =>
      values === null ? '' : store.views.label(collection, definition.name, values[definition.name] ?? null);
    const staged = stagedOf(store, live, definition.name);
    // Of what no column holds, only its own id is in the vendor's record.
    const own = record.effective[definition.name];
    const derived = columnOf(collection, definition.name) === undefined && own !== id;
    return {
      field: definition.name,
      label: definition.label,
      kind: definition.kind.type,
      editable: definition.editable,
      shown: show(record.effective),
      server: show(derived && record.server !== null ? record.effective : record.server),
      derived,
      // A masked value is shown and never sent back, so no form starts from it.
      value: definition.maskedBecause === undefined ? (record.effective[definition.name] ?? null) : null,
      told:
        record.server?.[definition.name] !== undefined ||
        staged !== null ||
        record.server === null ||
        !knownInPart(collection),
      staged,
      maskedBecause: definition.maskedBecause ?? null,
    };
  });
  return ok({
    collection,
    id,
    title: recordTitle(store, collection, record),
    fetchedAt: isLocalId(id) ? null : record.fetchedAt,
    gone: record.goneAt !== null,
    fields,
  });
}

function stagedOf(
  { operations }: Pick<Store, 'operations'>,
  live: readonly Operation[],
  field: string,
): FieldDetail['staged'] {
  const operation = live.findLast((candidate) => candidate.changes[field] !== undefined);
  if (operation === undefined) return null;
  const batch = operations.batch(operation.batchId);
  return {
    state: operation.state,
    at: operation.stagedAt,
    by: batch?.actor ?? '',
    gesture: batch?.label ?? '',
    message: operation.error === null ? null : (operation.error.fields[field] ?? operation.error.message),
  };
}
