import { mostCohortRows } from '../../../domain/cohort.ts';
import type { Cohort, CohortDryRun, CohortOffer, CohortRow, CohortVerdict } from '../../../domain/cohort.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { isNpn } from '../../../domain/npnFinder.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { idNow } from '../outbox/names.ts';
import type { MirroredRecord, Store } from '../store/api.ts';

/** One level of the cohort and where an assignment at it hangs. */
export interface Offer {
  readonly described: CohortOffer;
  /** The level under the name that the server has given it meanwhile, where it was made here. */
  readonly levelId: string;
  readonly productId: string;
  /** The upline's assignment of the same product; null when the cohort has no upline. */
  readonly uplineAssignmentId: string | null;
}

/** What a cohort comes to, and the offers that staging it needs. */
export interface Judged {
  readonly dryRun: CohortDryRun;
  /** By commission level. */
  readonly offers: ReadonlyMap<string, Offer>;
}

/**
 * Works out what a cohort would do from the local store alone. Fails with `cohort-too-large`, `one-level-per-product` and
 * `status-unknown`; everything else is an answer, row by row.
 */
export function judgeCohort(store: Store, cohort: Cohort): Result<Judged> {
  if (store.lookups.find('assignmentStatus', cohort.assignmentStatusId) === null) {
    return fail({
      code: 'status-unknown',
      message: 'The status for the new assignments is not known on this computer. Choose one from the list.',
      remedy: 'fix-fields',
      fields: { assignmentStatusId: 'One of the statuses in the list.' },
    });
  }
  const npns = new Set(cohort.npns.map((text) => text.trim()));
  const levels = new Set(cohort.commissionLevelIds);
  const size = npns.size * levels.size;
  if (size > mostCohortRows) {
    return fail({
      code: 'cohort-too-large',
      message: `${npns.size} producers at ${levels.size} levels are ${size} assignments; at most ${mostCohortRows} can be staged at once. Nothing was staged. Run the cohort in parts.`,
      remedy: 'fix-fields',
    });
  }
  const offers = new Map<string, Offer>();
  const products = new Map<string, string>();
  for (const id of levels) {
    const offer = offerOf(store, id, cohort.uplineNpn);
    const other = products.get(offer.productId);
    if (offer.productId !== '' && other !== undefined) {
      return fail({
        code: 'one-level-per-product',
        message: `${offer.described.product} is chosen at two levels, ${other} and ${offer.described.level}. A producer has one level of a product: keep one of them.`,
        remedy: 'fix-fields',
      });
    }
    products.set(offer.productId, offer.described.level);
    offers.set(id, offer);
  }
  const rows: CohortRow[] = [];
  const counts = { create: 0, exists: 0, blocked: 0 };
  const unknownNpns: string[] = [];
  for (const npn of npns) {
    if (isNpn(npn) && !store.mirror.hasAssignments(npn)) unknownNpns.push(npn);
    for (const [commissionLevelId, offer] of offers) {
      const verdict = verdictOf(store, npn, offer, cohort.uplineNpn);
      counts[verdict.kind] += 1;
      rows.push({ npn, commissionLevelId, verdict });
    }
  }
  const described = [...offers.values()].map((offer) => offer.described);
  const names = [...store.producers.namesOf([...npns])].map(([npn, name]) => ({ npn, name }));
  return ok({ dryRun: { offers: described, rows, counts, names, unknownNpns }, offers });
}

/** A level with its product and carrier, and why nobody can be assigned to it. */
export function offerOf(store: Store, commissionLevelId: string, uplineNpn: string | null): Offer {
  const levelId = idNow(store, commissionLevelId);
  const level = present(store.mirror.get('commissionLevel', levelId));
  const productId = textOf(level, 'productId');
  const product = present(store.mirror.get('product', productId));
  const carrier = present(store.mirror.get('carrier', textOf(product, 'carrierId')));
  const upline =
    uplineNpn === null ? null : store.mirror.alike('contractAssignment', { npn: uplineNpn, productId });
  const obstacle = (): string | null => {
    if (level === null) return 'This commission level is no longer at AgentSync. Choose another one.';
    if (product === null || carrier === null)
      return 'The product or carrier of this level is no longer at AgentSync. Choose another level.';
    if (uplineNpn !== null && upline === null)
      return `The upline ${uplineNpn} has no contract assignment of ${textOf(product, 'name')}. Contract the upline first, or run the cohort without an upline.`;
    return null;
  };
  return {
    described: {
      commissionLevelId,
      level: textOf(level, 'name'),
      product: textOf(product, 'name'),
      carrier: textOf(carrier, 'name'),
      obstacle: obstacle(),
    },
    levelId,
    productId,
    uplineAssignmentId: upline,
  };
}

function verdictOf(store: Store, npn: string, offer: Offer, uplineNpn: string | null): CohortVerdict {
  const { described, productId } = offer;
  if (!isNpn(npn))
    return { kind: 'blocked', why: `“${npn.slice(0, 40)}” is no NPN: expected 1 to 15 digits.` };
  const twin = store.mirror.alike('contractAssignment', { npn, productId });
  const assignment = twin === null ? null : store.mirror.get('contractAssignment', twin);
  if (assignment !== null) {
    const shown = (field: string): string =>
      store.views.label('contractAssignment', field, assignment.effective[field] ?? null);
    return {
      kind: 'exists',
      assignmentId: assignment.id,
      staged: isLocalId(assignment.id),
      level: shown('commissionLevelId'),
      status: shown('assignmentStatusId'),
    };
  }
  if (described.obstacle !== null) return { kind: 'blocked', why: described.obstacle };
  if (npn === uplineNpn) return { kind: 'blocked', why: 'A producer cannot be their own upline.' };
  return { kind: 'create' };
}

function present(record: MirroredRecord | null): MirroredRecord | null {
  return record === null || record.goneAt !== null ? null : record;
}

function textOf(record: MirroredRecord | null, field: string): string {
  const value = record?.effective[field];
  return typeof value === 'string' ? value : '';
}
