import { collections } from './collections.ts';
import type { CollectionName } from './fields.ts';
import type { Arrangement, SavedView } from './gridView.ts';
import type { ViewFilter } from './viewFilter.ts';

/** How a list stands before anybody arranged it: of assignments, what a person looks at most. */
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
    widths: { name: 170, firstYearValue: 126 },
    frozen: 2,
    sort: [
      { field: 'productId', direction: 'ascending' },
      { field: 'level', direction: 'descending' },
      { field: 'name', direction: 'ascending' },
    ],
  },
};

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

/** Views that come with Upline: questions contracting staff ask every week. They can be changed and saved as others. */
export function shippedViews(collection: CollectionName): readonly SavedView[] {
  if (collection !== 'contractAssignment') return [];
  const view = (
    id: string,
    name: string,
    filters: readonly ViewFilter[],
    sort: Arrangement['sort'] = [],
  ): SavedView => ({
    id: `upline:${id}`,
    name,
    arrangement: { ...plainArrangement(collection), filters: [...filters], sort },
  });
  const pending: ViewFilter = { field: 'assignmentStatusId', test: 'contains', text: 'pending' };
  return [
    view(
      'pending-long',
      'Pending over 30 days',
      [pending, { field: 'modifiedDate', test: 'days', from: null, to: -31 }],
      [{ field: 'modifiedDate', direction: 'ascending' }],
    ),
    view('no-writing-number', 'No writing number', [
      { field: 'writingNumber', test: 'empty' },
      { field: 'assignmentStatusId', test: 'lacks', text: 'terminat' },
    ]),
    view(
      'ending-soon',
      'Ending in the next 60 days',
      [{ field: 'endDate', test: 'days', from: 0, to: 60 }],
      [{ field: 'endDate', direction: 'ascending' }],
    ),
    view('unsent', 'Unsent changes', [{ test: 'has-unsent-change' }]),
    view('needs-you', 'Refused or in conflict', [{ test: 'needs-you' }]),
  ];
}
