import type { CollectionName } from './fields.ts';

/**
 * How a collection is offered as a list that is sorted, filtered, edited, pasted into and exported. With a
 * definition here and the fields of its collection a list is whole; a screen only says where it stands.
 */
export interface ListDefinition {
  /** How its records are counted: `assignment`, which is shorter than the collection's own name. */
  readonly noun: string;
  readonly nouns: string;
  /** The list as it is before anybody arranged or filtered it. */
  readonly plainName: string;
  /** The column that always stays, because rows are told apart by it. */
  readonly fixed: string;
  /** A field whose values are told of every selection, e.g. the status; null where none says much. */
  readonly breakdown: string | null;
  /** What tells a record from those of the same name, where only a line is shown of it. */
  readonly details: readonly string[];
  /** Columns that nobody edits and that lead to what they name: the record itself, or the one they refer to. */
  readonly links: readonly string[];
  /** What opening a record of the list leads to, in a sentence; null where there is no page to open. */
  readonly opens: string | null;
  /** Numbers by which people name its records in lists of their own. */
  readonly numbers: readonly ('npn' | 'writingNumber')[];
}

/** All lists there are, by collection. */
export const lists = {
  contractAssignment: {
    noun: 'assignment',
    nouns: 'assignments',
    plainName: 'All assignments',
    fixed: 'npn',
    breakdown: 'assignmentStatusId',
    details: ['carrierId', 'assignmentStatusId'],
    links: [],
    opens: 'producer',
    numbers: ['npn', 'writingNumber'],
  },
  producer: {
    noun: 'producer',
    nouns: 'producers',
    plainName: 'All producers',
    fixed: 'displayName',
    breakdown: 'type',
    details: ['npn', 'type'],
    links: ['displayName'],
    opens: 'producer',
    numbers: ['npn'],
  },
  insurancePolicy: {
    noun: 'policy',
    nouns: 'policies',
    plainName: 'All policies',
    fixed: 'producerId',
    breakdown: 'carrier',
    details: ['expiry'],
    links: ['producerId'],
    opens: 'producer',
    numbers: [],
  },
  carrier: {
    noun: 'carrier',
    nouns: 'carriers',
    plainName: 'All carriers',
    fixed: 'name',
    breakdown: null,
    details: ['naic'],
    links: [],
    opens: 'carrier',
    numbers: [],
  },
  product: {
    noun: 'product',
    nouns: 'products',
    plainName: 'All products',
    fixed: 'carrierId',
    breakdown: 'lineOfBusinessId',
    details: ['carrierId'],
    links: ['carrierId'],
    opens: 'product',
    numbers: [],
  },
  commissionLevel: {
    noun: 'level',
    nouns: 'levels',
    plainName: 'All levels',
    fixed: 'productId',
    breakdown: 'type',
    details: ['productId'],
    links: ['productId'],
    opens: 'product',
    numbers: [],
  },
  licence: {
    noun: 'licence',
    nouns: 'licences',
    plainName: 'All licences',
    fixed: 'holderName',
    breakdown: 'status',
    details: ['stateCode', 'licenceNumber'],
    links: ['holderName'],
    opens: 'producer',
    numbers: ['npn'],
  },
  agent: {
    noun: 'agent',
    nouns: 'agents',
    plainName: 'All agents',
    fixed: 'displayName',
    breakdown: 'onboardingCategory',
    details: ['npn'],
    links: ['displayName'],
    opens: 'producer',
    numbers: ['npn'],
  },
  downstreamEntity: {
    noun: 'entity',
    nouns: 'entities',
    plainName: 'All entities',
    fixed: 'legalName',
    breakdown: 'category',
    details: ['npn', 'category'],
    links: ['legalName'],
    opens: 'producer',
    numbers: ['npn'],
  },
  fileDocument: {
    noun: 'document',
    nouns: 'documents',
    plainName: 'All documents',
    fixed: 'category',
    breakdown: 'category',
    details: ['updatedAt'],
    links: [],
    opens: null,
    numbers: [],
  },
} as const satisfies Partial<Record<CollectionName, ListDefinition>>;

/** The collections that are offered as lists. */
export type ListName = keyof typeof lists;

/** Whether a column of a collection leads to what it names. */
export function isLink(collection: CollectionName, field: string): boolean {
  const definition: ListDefinition | undefined = isListed(collection) ? lists[collection] : undefined;
  return definition?.links.includes(field) === true;
}

/** Whether a collection is shown as a list of its own. */
export function isListed(collection: CollectionName): collection is ListName {
  return Object.hasOwn(lists, collection);
}

/** What is particular to a list. */
export function listOf(list: ListName): ListDefinition {
  return lists[list];
}
