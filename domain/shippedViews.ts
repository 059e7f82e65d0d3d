import { collections } from './collections.ts';
import type { CollectionName } from './fields.ts';
import type { Arrangement, SavedView } from './gridView.ts';
import { turrisPlain, turrisQuestions } from './turrisViews.ts';
import { ascending, where } from './viewQuestions.ts';
import type { Question } from './viewQuestions.ts';

/** What is known of every carrier beside its name, in the order in which it is read. */
export const carrierFacts = [
  'naic',
  'tin',
  'uplineFirmName',
  'uplinePersonName',
  'linesOfBusiness',
  'contractSubmissionMethods',
  'administrativeDivisions',
] as const;

/** What is known of every producer, whether a person or a firm. */
const ofProducers = ['displayName', 'npn', 'type'];

/** How a list stands before anybody arranged it: what a person looks at most, and all of it where that is little. */
const plain: Readonly<Partial<Record<CollectionName, Partial<Arrangement>>>> = {
  contractAssignment: {
    fields: [
      'npn',
      'producerName',
      'carrierId',
      'productId',
      'commissionLevelId',
      'assignmentStatusId',
      'annualizationId',
      'uplineContractAssignmentId',
      'writingNumber',
      'startDate',
      'endDate',
      'userDefined1',
      'userDefined2',
      'modifiedDate',
    ],
  },
  // Product by product, the highest level first: as the grid is printed. Product and level stay in sight.
  commissionLevel: {
    fields: [
      'productId',
      'name',
      'type',
      'firstYearValue',
      'level',
      'administrativeDivisions',
      'userDefined1',
      'userDefined2',
      'modifiedDate',
    ],
    widths: { name: 170, firstYearValue: 126 },
    frozen: 2,
    sort: [ascending('productId'), { field: 'level', direction: 'descending' }, ascending('name')],
  },
  producer: {
    fields: [
      ...ofProducers,
      'firstName',
      'lastName',
      'primaryEmail',
      'name',
      'businessType',
      'email',
      'finraCrdNumber',
    ],
    widths: { displayName: 210, primaryEmail: 220, email: 220 },
    sort: [ascending('displayName')],
  },
  // Producer by producer, the newest cover first.
  insurancePolicy: {
    fields: [
      'producerId',
      'carrier',
      'policyNumber',
      'certificateNumber',
      'type',
      'totalLimit',
      'effectiveDate',
      'expiry',
      'name',
    ],
    widths: { producerId: 210, carrier: 200, policyNumber: 150, certificateNumber: 150 },
    sort: [ascending('producerId'), { field: 'expiry', direction: 'descending' }],
  },
  carrier: {
    fields: ['name', ...carrierFacts, 'userDefined1', 'userDefined2', 'modifiedDate'],
    sort: [ascending('name')],
  },
  product: {
    fields: [
      'carrierId',
      'name',
      'lineOfBusinessId',
      'annualizationId',
      'contractSubmissionMethodId',
      'displayCommissionLevelPercentages',
      'administrativeDivisions',
      'userDefined1',
      'userDefined2',
      'modifiedDate',
    ],
    widths: { contractSubmissionMethodId: 160, displayCommissionLevelPercentages: 210 },
    frozen: 2,
    sort: [ascending('carrierId'), ascending('name')],
  },
  // What runs out first stands first.
  ...turrisPlain,
};

/** How a list is laid out before anybody changes it: every field, unless the list says otherwise. */
export function plainArrangement(collection: CollectionName): Arrangement {
  return {
    fields: collections[collection].fields.map(({ name }) => name),
    widths: {},
    frozen: 1,
    density: 'normal',
    sort: [],
    filters: [],
    ...plain[collection],
  };
}

/** Questions of every list whose records are sent. */
const ofAll: readonly Question[] = [
  { id: 'unsent', name: 'Unsent changes', asks: where({ test: 'has-unsent-change' }) },
  { id: 'needs-you', name: 'Refused or in conflict', asks: where({ test: 'needs-you' }) },
];

const questions: Readonly<Partial<Record<CollectionName, readonly Question[]>>> = {
  contractAssignment: [
    {
      id: 'pending-long',
      name: 'Pending over 30 days',
      asks: {
        filters: [
          { field: 'assignmentStatusId', test: 'contains', text: 'pending' },
          { field: 'modifiedDate', test: 'days', from: null, to: -31 },
        ],
        sort: [ascending('modifiedDate')],
      },
    },
    {
      id: 'no-writing-number',
      name: 'No writing number',
      asks: where(
        { field: 'writingNumber', test: 'empty' },
        { field: 'assignmentStatusId', test: 'lacks', text: 'terminat' },
      ),
    },
    {
      id: 'ending-soon',
      name: 'Ending in the next 60 days',
      asks: {
        filters: [{ field: 'endDate', test: 'days', from: 0, to: 60 }],
        sort: [ascending('endDate')],
      },
    },
    ...ofAll,
  ],
  producer: [
    {
      id: 'individuals',
      name: 'Individuals',
      asks: {
        fields: [
          ...ofProducers,
          'firstName',
          'middleName',
          'lastName',
          'suffix',
          'primaryEmail',
          'secondaryEmail',
          'dateOfBirth',
          'gender',
          'finraCrdNumber',
        ],
        filters: [{ field: 'type', test: 'one-of', texts: ['Individual'] }],
      },
    },
    {
      id: 'firms',
      name: 'Firms',
      asks: {
        fields: [...ofProducers, 'name', 'businessType', 'email', 'fein', 'finraCrdNumber'],
        filters: [{ field: 'type', test: 'one-of', texts: ['Firm'] }],
      },
    },
    {
      id: 'no-email',
      name: 'No email address',
      asks: where({ field: 'primaryEmail', test: 'empty' }, { field: 'email', test: 'empty' }),
    },
    ...ofAll,
  ],
  insurancePolicy: [
    {
      id: 'expiring',
      name: 'Expires within 60 days',
      asks: {
        filters: [{ field: 'expiry', test: 'days', from: 0, to: 60 }],
        sort: [ascending('expiry'), ascending('producerId')],
      },
    },
    {
      id: 'expired',
      name: 'Expired',
      asks: {
        filters: [{ field: 'expiry', test: 'days', from: null, to: -1 }],
        sort: [{ field: 'expiry', direction: 'descending' }, ascending('producerId')],
      },
    },
    { id: 'no-expiry', name: 'No expiry date', asks: where({ field: 'expiry', test: 'empty' }) },
    ...ofAll,
  ],
  carrier: [{ id: 'no-naic', name: 'No NAIC code', asks: where({ field: 'naic', test: 'empty' }) }, ...ofAll],
  product: [
    {
      id: 'no-submission-method',
      name: 'No submission method',
      asks: where({ field: 'contractSubmissionMethodId', test: 'empty' }),
    },
    ...ofAll,
  ],
  commissionLevel: [
    {
      id: 'no-value',
      name: 'No first-year value',
      asks: where({ field: 'firstYearValue', test: 'empty' }),
    },
    ...ofAll,
  ],
  ...turrisQuestions,
};

/** Views that come with Upline: questions contracting staff ask every week. They can be changed and saved as others. */
export function shippedViews(collection: CollectionName): readonly SavedView[] {
  return (questions[collection] ?? []).map(({ id, name, asks }) => ({
    id: `upline:${id}`,
    name,
    arrangement: { ...plainArrangement(collection), ...asks },
  }));
}
