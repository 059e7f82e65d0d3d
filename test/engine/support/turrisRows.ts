import type { FieldValues, TurrisCollection } from '../../../domain/fields.ts';
import type { Store } from '../../../main/engine/store/api.ts';

interface Filling {
  /** NPNs of agents that AgentSync has as producers. */
  readonly npns?: readonly string[];
  readonly now: number;
}

/** The calendar date so many days from an instant. */
export function dayFrom(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}

/** Two entities, three agents (one without a name), six licences and three documents, as a pass would leave them. */
export function fillTurris(store: Store, { npns = [], now }: Filling): void {
  const put = (collection: TurrisCollection, records: Readonly<Record<string, FieldValues>>): void => {
    store.mirror.applyPage(
      collection,
      Object.entries(records).map(([id, values]) => ({ id, values, server: { _id: id } })),
      { pass: 1, now },
    );
  };
  const [first = '20010001', second = '20010002'] = npns;
  put('downstreamEntity', {
    e1: { legalName: 'Harbor Light Agency', category: 'agency', npn: '30010001', ein: '12-3456789' },
    e2: { legalName: 'Northwind Wholesale', category: 'wholesale brokerage', npn: '30010002' },
  });
  const named = {
    downstreamEntityIds: ['e1'],
    onboardingCategory: 'addition',
    subscriptionStatus: 'success',
  };
  put('agent', {
    g1: { ...named, npn: first, firstName: 'Rosa', lastName: 'Quill', email: 'rosa@example.com' },
    g2: { ...named, npn: second, firstName: 'Tom', lastName: 'Abbey', downstreamEntityIds: ['e1', 'e2'] },
    g3: { npn: '29999999', subscriptionStatus: 'failed' },
  });
  const licence = (days: number, more: FieldValues): FieldValues => ({
    className: 'Producer',
    classCode: 'P',
    status: 'active',
    residencyStatus: 'resident',
    expirationDate: dayFrom(now, days),
    linesOfAuthority: ['Life (active)', 'Health (active)'],
    ...more,
  });
  put('licence', {
    l1: licence(10, { agentId: 'g1', npn: first, stateCode: 'CA', licenceNumber: '0A00123' }),
    l2: licence(60, { agentId: 'g1', npn: first, stateCode: 'NV', licenceNumber: '0012' }),
    l3: licence(61, { agentId: 'g2', npn: second, stateCode: 'TX', licenceNumber: '991' }),
    l4: licence(-3, { agentId: 'g2', npn: second, stateCode: 'OR', licenceNumber: '7', status: 'inactive' }),
    l5: licence(900, { agentId: 'g3', npn: '29999999', stateCode: 'WA', licenceNumber: '8' }),
    l6: licence(900, { downstreamEntityId: 'e1', npn: '30010001', stateCode: 'CA', licenceNumber: '9' }),
  });
  put('fileDocument', {
    d1: { category: 'W9', versionCount: '1', updatedAt: new Date(now).toISOString() },
    d2: { category: 'E&O', versionCount: '3', updatedAt: '2025-01-01T00:00:00.000Z' },
    d3: { category: 'E&O', versionCount: '1', updatedAt: '2025-02-01T00:00:00.000Z' },
  });
}
