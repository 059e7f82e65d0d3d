import { afterEach } from 'vitest';
import type { Cohort } from '../../../domain/cohort.ts';
import { createCohorts } from '../../../main/engine/cohort/cohorts.ts';
import type { Cohorts } from '../../../main/engine/cohort/cohorts.ts';
import { rig } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

/** This rig ends with the test. */
export function ending(r: Rig): Rig {
  used = r;
  return r;
}

interface Ready {
  readonly r: Rig;
  readonly cohorts: Cohorts;
  readonly cohort: (over: Partial<Cohort>) => Cohort;
}

/** Cohorts over sixty assignments; ends with the test. */
export async function start(): Promise<Ready> {
  const r = ending(await rig({ assignments: 60 }));
  const status = r.store.lookups
    .list('assignmentStatus')
    .find(({ name }) => name === 'PENDING_WITH_AGENCY' || name.startsWith('PENDING'));
  return {
    r,
    cohorts: createCohorts(r.store, r.outbox),
    cohort: (over) => ({
      npns: [],
      commissionLevelIds: [],
      assignmentStatusId: status?.id ?? '',
      annualizationId: null,
      uplineNpn: null,
      ...over,
    }),
  };
}

/** What a contract assignment holds in a field of text. */
export const textOf = (r: Rig, id: string, field: string): string => {
  const value = r.store.mirror.get('contractAssignment', id)?.effective[field];
  return typeof value === 'string' ? value : '';
};
