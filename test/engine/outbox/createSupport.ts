import type { CollectionName } from '../../../domain/fields.ts';
import type { OutboxItem, RefusedEdit, Warned } from '../../../preload/contract.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

/** Stages a new record from values as the vendor holds them, and answers its `local:` id. */
export function make(
  r: Rig,
  collection: CollectionName,
  values: Readonly<Record<string, string | boolean | readonly string[]>>,
): string {
  const { id, refused } = tryToMake(r, collection, values);
  if (id === null) throw new Error(JSON.stringify(refused));
  return id;
}

export function tryToMake(
  r: Rig,
  collection: CollectionName,
  values: Readonly<Record<string, string | boolean | readonly string[]>>,
  warned?: Warned,
): { readonly id: string | null; readonly batchId: string | null; readonly refused: readonly RefusedEdit[] } {
  const inputs = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]));
  return valueOf(r.outbox.create(collection, `New ${collection}`, inputs, warned));
}

export interface Chain {
  readonly carrier: string;
  readonly product: string;
  readonly levels: readonly string[];
  readonly assignments: readonly string[];
}

/** A carrier, a product, levels and assignments, all of them made here. */
export function makeChain(r: Rig, name: string, levelCount: number, assignmentCount: number): Chain {
  const [line] = r.store.lookups.list('lineOfBusiness');
  const [status] = r.store.lookups
    .list('assignmentStatus')
    .filter(({ name: text }) => /PENDING|APPROVED/.test(text));
  const carrier = make(r, 'carrier', { name, naic: '77777', userDefined1: `note of ${name}` });
  const product = make(r, 'product', {
    carrierId: carrier,
    name: `${name} Term`,
    lineOfBusinessId: line?.id ?? '',
  });
  const levels = Array.from({ length: levelCount }, (_, index) =>
    make(r, 'commissionLevel', {
      productId: product,
      name: `Level ${index + 1}`,
      type: 'Percent',
      level: `${index + 1}`,
      firstYearValue: `${50 + index}.5`,
    }),
  );
  const assignments = Array.from({ length: assignmentCount }, (_, index) =>
    make(r, 'contractAssignment', {
      npn: `${90_000_000 + index}`,
      productId: product,
      commissionLevelId: levels[index % levels.length] ?? '',
      assignmentStatusId: status?.id ?? '',
      writingNumber: `W${index}`,
    }),
  );
  return { carrier, product, levels, assignments };
}

/** Everything in the tray, oldest first. */
export function tray(r: Rig): readonly OutboxItem[] {
  return r.outbox.list({ offset: 0, limit: 500 }).items;
}

/** The tray's item of one record, by the id it has now or had when it was made. */
export function item(r: Rig, id: string): OutboxItem {
  const found = tray(r).find(({ recordId }) => recordId === (r.store.operations.nameOf(id) ?? id));
  if (found === undefined) throw new Error(`${id} is not in the tray`);
  return found;
}

/** Requests by operation of the stand-in, without sign-ins. */
export function requests(r: Rig): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(r.sandbox.control.counters()).filter(([name]) => name !== 'token'),
  );
}

/** Every `local:` id left in the mirror's rows and values. */
export function localsLeft(r: Rig): readonly string[] {
  const left: string[] = [];
  for (const collection of ['carrier', 'product', 'commissionLevel', 'contractAssignment'] as const) {
    const rowids = r.store.views.order({
      collection,
      columns: ['userDefined1'],
      sort: [],
      filters: [],
      search: '',
    });
    for (const { id } of r.store.views.rows({ collection, columns: ['userDefined1'] }, [...rowids])) {
      const text = JSON.stringify(r.store.mirror.get(collection, id));
      if (text.includes('local:')) left.push(`${collection} ${id} ${text}`);
    }
  }
  return left;
}
