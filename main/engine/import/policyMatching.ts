import { npnTarget } from '../../../domain/import/columnMapping.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import { parseDate } from '../../../domain/dates.ts';
import { isNpn } from '../../../domain/npnFinder.ts';
import type { Store } from '../store/api.ts';
import type { Match } from './matching.ts';
import type { ReadRow } from './rowReader.ts';

/** Finds the E&O policy that a row means. */
export interface PolicyMatching {
  /** The policy with Upline's id, unless the row names another producer by NPN. */
  withId(read: ReadRow, id: string, policy: FieldValues): Match;
  /** By its producer, its policy or certificate number, and the day on which it begins: one number is renewed for years. */
  told(read: ReadRow): Match;
}

/** Namesakes read for one name: enough to see that there are several. */
const mostNamesakes = 20;

/** Finds the E&O policy that a row is about, by the producer first: its NPN, otherwise its exact name. */
export function createPolicyMatching(store: Store): PolicyMatching {
  const textOf = (read: ReadRow, target: string): string => (read.texts.get(target) ?? '').trim();
  const issue =
    (...given: Parameters<ReadRow['issue']>) =>
    (read: ReadRow): Match => ({
      kind: 'issue',
      issue: read.issue(...given),
    });

  /** Producers by the name in a row: their own id, or everybody of exactly this name. */
  const named = (text: string): readonly string[] => {
    const wanted = text.toLowerCase();
    return store.views
      .options('insurancePolicy', 'producerId', '', text, mostNamesakes)
      .filter(({ label }) => label.trim().toLowerCase() === wanted)
      .map(({ value }) => value);
  };

  const producerOf = (read: ReadRow): string | ((read: ReadRow) => Match) => {
    const npn = textOf(read, npnTarget);
    if (npn !== '') {
      if (!isNpn(npn)) return issue('not-possible', npnTarget, npn, 'An NPN: 1 to 15 digits.');
      return (
        store.producers.idOf(npn) ??
        issue('not-found', npnTarget, npn, 'The NPN of a producer on this computer.')
      );
    }
    const name = textOf(read, 'producerId');
    if (name === '')
      return issue('missing-value', npnTarget, '', 'The NPN of the producer whose policy it is.');
    const [only, ...others] = named(name);
    if (only === undefined)
      return issue(
        'not-found',
        'producerId',
        name,
        'The name of a producer on this computer, or an NPN beside it.',
      );
    return others.length === 0
      ? only
      : issue(
          'not-told-apart',
          'producerId',
          name,
          'One producer; several have this name. Add a column of NPNs.',
        );
  };

  const policiesOf = (
    producerId: string,
  ): readonly { readonly id: string; readonly values: FieldValues }[] => {
    const ids = store.producers.details('insurancePolicy', producerId);
    return [...store.mirror.getMany('insurancePolicy', ids).values()].flatMap(({ id, effective, goneAt }) =>
      goneAt === null ? [{ id, values: effective }] : [],
    );
  };

  return {
    withId(read, id, policy) {
      const npn = textOf(read, npnTarget);
      const owner = policy['producerId'];
      if (npn === '' || store.producers.idOf(npn) === owner) return { kind: 'record', id };
      const expected =
        typeof owner === 'string'
          ? `The NPN of ${store.views.label('insurancePolicy', 'producerId', owner)}, whose policy it is.`
          : 'The NPN of the producer whose policy it is.';
      return issue('other-record', npnTarget, npn, expected)(read);
    },
    told(read) {
      const producerId = producerOf(read);
      if (typeof producerId !== 'string') return producerId(read);
      const policyNumber = textOf(read, 'policyNumber');
      const certificateNumber = textOf(read, 'certificateNumber');
      if (policyNumber === '' && certificateNumber === '') {
        const expected = 'The number of the policy or of its certificate; or Upline’s id.';
        return issue('missing-value', 'policyNumber', '', expected)(read);
      }
      const day = textOf(read, 'effectiveDate');
      const begins = parseDate(day) ?? day;
      const same = policiesOf(producerId).filter(
        ({ values }) =>
          (policyNumber !== '' && values['policyNumber'] === policyNumber) ||
          (certificateNumber !== '' && values['certificateNumber'] === certificateNumber),
      );
      const fitting = begins === '' ? same : same.filter(({ values }) => values['effectiveDate'] === begins);
      // One that does not say yet when it began is told so by the row.
      const found =
        fitting.length > 0 ? fitting : same.filter(({ values }) => (values['effectiveDate'] ?? '') === '');
      // A group policy has one number for many certificates: where both are named, both count.
      const exact = found.filter(
        ({ values }) =>
          values['policyNumber'] === policyNumber && values['certificateNumber'] === certificateNumber,
      );
      const [only, ...others] = exact.length === 1 ? exact : found;
      if (only === undefined)
        return {
          kind: 'new',
          key: [producerId, policyNumber, certificateNumber, begins].join('\u001F'),
          values: { producerId },
        };
      if (others.length === 0) return { kind: 'record', id: only.id };
      const expected = `One policy; ${found.length} of this producer fit. Add the day on which it begins.`;
      return issue('not-told-apart', 'policyNumber', policyNumber || certificateNumber, expected)(read);
    },
  };
}
