import { idTarget } from '../../../domain/import/columnMapping.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import type { RowIssue } from '../../../domain/import/issues.ts';
import { assertNever } from '../../../domain/result.ts';
import { comparedName } from '../../../domain/names.ts';
import { isNpn } from '../../../domain/npnFinder.ts';
import { idNow } from '../outbox/names.ts';
import type { Store } from '../store/api.ts';
import type { KnownRecords } from './knownRecords.ts';
import { namesakeOf } from './names.ts';
import type { Named, Names } from './names.ts';
import { createPolicyMatching } from './policyMatching.ts';
import type { ReadRow } from './rowReader.ts';

/** The record that a row means. */
export type Match =
  | { readonly kind: 'record'; readonly id: string }
  /** None is there; these values are what it would be told by. */
  | { readonly kind: 'new'; readonly key: string; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'issue'; readonly issue: RowIssue };

/**
 * Finds the record of a row: by Upline's id, else by what people tell such records apart by. Assignments by
 * NPN and product, or by writing number or NPN within a carrier.
 */
export function createMatching(
  store: Store,
  collection: Importable,
  names: Names,
  records: KnownRecords,
): (read: ReadRow) => Match {
  const inCarrier = createCarrierIndex(store);
  const policy = createPolicyMatching(store);
  const textOf = (read: ReadRow, target: string): string => (read.texts.get(target) ?? '').trim();

  /** An id by its name, null when the row names none, or the issue. */
  const resolve = (
    read: ReadRow,
    target: 'carrierId' | 'productId',
    carrierId: string | null,
  ): string | null | RowIssue => {
    const text = textOf(read, target);
    if (text === '') return null;
    const context = target === 'productId' ? (carrierId ?? '') : '';
    const chosen = names.chosen(target, context, text);
    if (chosen !== null) return idNow(store, chosen);
    const named = target === 'carrierId' ? names.carrier(text) : names.product(text, carrierId);
    return named.kind === 'one' ? named.id : unnamed(read, target, text, named);
  };

  const byId = (read: ReadRow): Match | null => {
    const text = textOf(read, idTarget);
    if (text === '') return null;
    const id = idNow(store, text);
    const record = records.get(id);
    if (record === null)
      return {
        kind: 'issue',
        issue: read.issue('not-found', idTarget, text, 'The id of a record on this computer.'),
      };
    if (collection === 'insurancePolicy') return policy.withId(read, id, record.effective);
    const npn = textOf(read, 'npn');
    if (npn !== '' && 'npn' in record.effective && record.effective['npn'] !== npn)
      return {
        kind: 'issue',
        issue: read.issue(
          'other-record',
          'npn',
          npn,
          `${String(record.effective['npn'] ?? '')}, the NPN of the record with this id.`,
        ),
      };
    return { kind: 'record', id };
  };

  const assignment = (read: ReadRow): Match => {
    const npn = textOf(read, 'npn');
    const carrierId = resolve(read, 'carrierId', null);
    if (isIssue(carrierId)) return { kind: 'issue', issue: carrierId };
    const productId = resolve(read, 'productId', carrierId);
    if (isIssue(productId)) return { kind: 'issue', issue: productId };
    if (npn !== '' && !isNpn(npn))
      return { kind: 'issue', issue: read.issue('not-possible', 'npn', npn, 'An NPN: 1 to 15 digits.') };
    if (npn !== '' && productId !== null) {
      const id = store.mirror.alike('contractAssignment', { npn, productId });
      if (id !== null) return { kind: 'record', id };
      return { kind: 'new', key: `${npn} ${productId}`, values: { npn, productId } };
    }
    const writingNumber = textOf(read, 'writingNumber');
    if (carrierId === null || (writingNumber === '' && npn === ''))
      return {
        kind: 'issue',
        issue: read.issue(
          'missing-value',
          npn === '' ? 'npn' : 'productId',
          '',
          'What tells which assignment is meant: NPN and product, writing number and carrier, or Upline’s id.',
        ),
      };
    const carrier = inCarrier(carrierId);
    const found = npn === '' ? carrier.ofWritingNumber(writingNumber) : carrier.ofNpn(npn);
    const exact = found.filter((one) => one.writingNumber === writingNumber);
    const [only] = exact.length === 1 ? exact : found;
    const target = npn === '' ? 'writingNumber' : 'npn';
    const text = npn === '' ? writingNumber : npn;
    if (only === undefined)
      return {
        kind: 'issue',
        issue: read.issue('not-found', target, text, 'An assignment with this carrier.'),
      };
    if (exact.length !== 1 && found.length > 1)
      return {
        kind: 'issue',
        issue: read.issue(
          'not-told-apart',
          target,
          text,
          `One assignment; ${found.length} fit. Name the product.`,
        ),
      };
    return { kind: 'record', id: only.id };
  };

  const byName = (
    named: 'carrier' | 'product' | 'commissionLevel',
    read: ReadRow,
    parent: 'carrierId' | 'productId' | null,
  ): Match => {
    const name = textOf(read, 'name').normalize('NFC');
    const parentId = parent === null ? null : resolve(read, parent, null);
    if (isIssue(parentId)) return { kind: 'issue', issue: parentId };
    if (name === '' || (parent !== null && parentId === null)) {
      const missing = name === '' ? 'name' : (parent ?? 'name');
      return {
        kind: 'issue',
        issue: read.issue('missing-value', missing, '', 'The name, and where it belongs; or Upline’s id.'),
      };
    }
    const values = { ...(parent === null || parentId === null ? {} : { [parent]: parentId }), name };
    const id = namesakeOf(store, named, values);
    if (id !== null) return { kind: 'record', id };
    return { kind: 'new', key: `${parentId ?? ''} ${comparedName(name)}`, values };
  };

  const producer = (read: ReadRow): Match => {
    const npn = textOf(read, 'npn');
    if (!isNpn(npn))
      return { kind: 'issue', issue: read.issue('not-possible', 'npn', npn, 'An NPN: 1 to 15 digits.') };
    const id = store.producers.idOf(npn);
    return id === null ? { kind: 'new', key: npn, values: { npn } } : { kind: 'record', id };
  };

  return (read) => {
    const known = byId(read);
    if (known !== null) return known;
    switch (collection) {
      case 'contractAssignment':
        return assignment(read);
      case 'producer':
        return producer(read);
      case 'carrier':
        return byName(collection, read, null);
      case 'product':
        return byName(collection, read, 'carrierId');
      case 'commissionLevel':
        return byName(collection, read, 'productId');
      case 'insurancePolicy':
        return policy.told(read);
      default:
        return assertNever(collection);
    }
  };
}

function isIssue(value: string | null | RowIssue): value is RowIssue {
  return typeof value === 'object' && value !== null;
}

function unnamed(read: ReadRow, target: string, text: string, named: Named): RowIssue {
  const noun = target === 'carrierId' ? 'carrier' : 'product';
  return named.kind === 'several'
    ? read.issue(
        'not-told-apart',
        target,
        text,
        `One ${noun}; ${named.count} have this name. Name the carrier too.`,
      )
    : read.issue('unknown-name', target, text, `The name of a ${noun} on this computer.`);
}

type CarrierAssignment = ReturnType<Store['chain']['ofCarrier']>[number];

/** The assignments of a carrier by what its lists name them. */
export interface CarrierAssignments {
  readonly all: readonly CarrierAssignment[];
  readonly ofNpn: (npn: string) => readonly CarrierAssignment[];
  /** Whatever the case of its letters. */
  readonly ofWritingNumber: (writingNumber: string) => readonly CarrierAssignment[];
}

/** Assignments by carrier, each carrier read once. */
export function createCarrierIndex(store: Store): (carrierId: string) => CarrierAssignments {
  const known = new Map<string, CarrierAssignments>();
  return (carrierId) => {
    let found = known.get(carrierId);
    if (found === undefined) {
      const all = store.chain.ofCarrier(carrierId);
      const byNpn = Map.groupBy(all, ({ npn }) => npn);
      const byNumber = Map.groupBy(all, ({ writingNumber }) => writingNumber.toLowerCase());
      found = {
        all,
        ofNpn: (npn) => byNpn.get(npn) ?? [],
        ofWritingNumber: (writingNumber) => byNumber.get(writingNumber.toLowerCase()) ?? [],
      };
      known.set(carrierId, found);
    }
    return found;
  };
}
