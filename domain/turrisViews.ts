import type { TurrisCollection } from './fields.ts';
import type { Arrangement } from './gridView.ts';
import { ascending, where } from './viewQuestions.ts';
import type { Question } from './viewQuestions.ts';

/** How the lists of Turris stand before anybody arranged them. */
export const turrisPlain: Readonly<Record<TurrisCollection, Partial<Arrangement>>> = {
  licence: {
    fields: [
      'holderName',
      'npn',
      'stateCode',
      'status',
      'expirationDate',
      'nextRenewalDate',
      'className',
      'licenceNumber',
      'residencyStatus',
      'issueDate',
      'linesOfAuthority',
      'updatedAt',
    ],
    widths: { holderName: 210, stateCode: 90, className: 170, linesOfAuthority: 260, updatedAt: 170 },
    sort: [ascending('holderName'), ascending('stateCode')],
  },
  agent: {
    fields: [
      'displayName',
      'npn',
      'producerName',
      'email',
      'downstreamEntityIds',
      'onboardingCategory',
      'subscriptionStatus',
      'lastSynchronizedAt',
      'isArchived',
      'isDeleted',
      'externalId',
    ],
    widths: { displayName: 210, producerName: 190, email: 220, downstreamEntityIds: 240 },
    sort: [ascending('displayName')],
  },
  downstreamEntity: {
    widths: { legalName: 240, category: 180, isNpnRequired: 130, producerCode: 130 },
    sort: [ascending('legalName')],
  },
  fileDocument: {
    widths: { category: 270, updatedAt: 180, turrisId: 230 },
    sort: [ascending('category'), { field: 'updatedAt', direction: 'descending' }],
  },
};

/** What contracting staff ask of them: what runs out, what is missing, who is known to one vendor only. */
export const turrisQuestions: Readonly<Record<TurrisCollection, readonly Question[]>> = {
  licence: [
    {
      id: 'expiring',
      name: 'Expires within 60 days',
      asks: {
        filters: [{ field: 'expirationDate', test: 'days', from: 0, to: 60 }],
        sort: [ascending('expirationDate'), ascending('holderName')],
      },
    },
    {
      id: 'renewal-due',
      name: 'Renewal due within 30 days',
      asks: {
        filters: [{ field: 'nextRenewalDate', test: 'days', from: 0, to: 30 }],
        sort: [ascending('nextRenewalDate'), ascending('holderName')],
      },
    },
    {
      id: 'expired',
      name: 'Expired',
      asks: {
        filters: [{ field: 'expirationDate', test: 'days', from: null, to: -1 }],
        sort: [{ field: 'expirationDate', direction: 'descending' }, ascending('holderName')],
      },
    },
    {
      id: 'not-active',
      name: 'Not active',
      asks: where(
        { field: 'status', test: 'filled' },
        { field: 'status', test: 'none-of', texts: ['active'] },
      ),
    },
  ],
  agent: [
    {
      id: 'not-at-agentsync',
      name: 'No producer at AgentSync',
      asks: where({ field: 'producerName', test: 'empty' }),
    },
    {
      id: 'no-nipr-data',
      name: 'NIPR data not read',
      asks: where({ field: 'subscriptionStatus', test: 'none-of', texts: ['success'] }),
    },
    { id: 'no-npn', name: 'No NPN', asks: where({ field: 'npn', test: 'empty' }) },
  ],
  downstreamEntity: [
    {
      id: 'no-nipr-data',
      name: 'NIPR data not read',
      asks: where({ field: 'subscriptionStatus', test: 'none-of', texts: ['success'] }),
    },
    { id: 'no-npn', name: 'No NPN', asks: where({ field: 'npn', test: 'empty' }) },
  ],
  fileDocument: [
    {
      id: 'new-versions',
      name: 'Changed in the last 30 days',
      asks: {
        filters: [{ field: 'updatedAt', test: 'days', from: -30, to: 0 }],
        sort: [{ field: 'updatedAt', direction: 'descending' }],
      },
    },
  ],
};
