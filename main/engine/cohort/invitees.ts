import { mostCohortNpns, mostInvitedAssignments } from '../../../domain/cohort.ts';
import type { Invitee } from '../../../domain/cohort.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { AskedInvitees, Invitees } from '../../../preload/contract.ts';
import type { OpenViews } from '../openViews.ts';
import { idNow } from '../outbox/names.ts';
import type { Store } from '../store/api.ts';

/** Assignments looked at for one question. */
const mostAssignments = 20_000;
const atOnce = 1_000;

/**
 * Whom invitations about these assignments would go to: each producer once, in the order in which they come,
 * with the names and the address that Producer Profile knows. Reads the local store only. Fails with
 * `too-many-assignments` beyond what one gesture may invite, and with `unknown-view`.
 */
export function findInvitees(
  store: Store,
  views: Pick<OpenViews, 'idsAt'>,
  asked: AskedInvitees,
): Result<Invitees> {
  const ids = idsOf(store, views, asked);
  if (!ids.ok) return ids;
  const people = new Map<string, string[]>();
  let left = 0;
  for (let from = 0; from < ids.value.length; from += atOnce) {
    const chunk = ids.value.slice(from, from + atOnce);
    const records = store.mirror.getMany('contractAssignment', chunk);
    for (const id of chunk) {
      const record = records.get(id);
      const npn = record?.goneAt === null ? textOf(record.effective, 'npn') : '';
      const of = people.get(npn);
      if (npn === '' || (of?.length ?? 0) >= mostInvitedAssignments) left += 1;
      else if (of === undefined) people.set(npn, [id]);
      else of.push(id);
    }
  }
  if (people.size > mostCohortNpns) return fail(tooMany);
  return ok({
    people: [...people].map(([npn, assignmentIds]) => inviteeOf(store, npn, assignmentIds)),
    assignments: ids.value.length - left,
    left,
  });
}

const tooMany = {
  code: 'too-many-assignments',
  message: `At most ${mostCohortNpns.toLocaleString('en-US')} producers with ${mostAssignments.toLocaleString('en-US')} assignments are invited at once. Select fewer rows.`,
};

function idsOf(
  store: Store,
  views: Pick<OpenViews, 'idsAt'>,
  asked: AskedInvitees,
): Result<readonly string[]> {
  if ('ids' in asked) return ok([...new Set(asked.ids.map((id) => idNow(store, id)))]);
  const ids = new Set<string>();
  for (const [from, to] of asked.ranges) {
    const found = views.idsAt(asked.viewId, from, Math.min(to - from, mostAssignments + 1 - ids.size));
    if (!found.ok) return found;
    if (found.value.query.collection !== 'contractAssignment') return ok([]);
    for (const id of found.value.ids) ids.add(id);
    if (ids.size > mostAssignments) return fail(tooMany);
  }
  return ok([...ids]);
}

function inviteeOf(store: Store, npn: string, assignmentIds: readonly string[]): Invitee {
  const id = store.producers.idOf(npn);
  const known = id === null ? {} : (store.mirror.get('producer', id)?.effective ?? {});
  return {
    npn,
    firstName: textOf(known, 'firstName'),
    lastName: textOf(known, 'lastName'),
    email: textOf(known, 'primaryEmail') || textOf(known, 'email'),
    assignmentIds,
  };
}

function textOf(values: FieldValues, field: string): string {
  const value = values[field];
  return typeof value === 'string' ? value.trim() : '';
}
