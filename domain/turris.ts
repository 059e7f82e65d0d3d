import type { CollectionDefinition, FieldDefinition, FieldKind } from './fields.ts';

/**
 * What Turris keeps (vendor-apis 2.5, 3.14–3.18), mirrored to be read. Values that the vendor does not list
 * are open choices; days are plain dates, and what has a time of day is an instant.
 */

/** How the reading of somebody's licences from NIPR stands, in one spelling (vendor-apis section 7, item 30). */
export const subscriptionStatuses = ['not started', 'in progress', 'success', 'failed', 'unknown'] as const;

/** What a document may be uploaded as (vendor-apis 3.18). */
export const uploadCategories = [
  'W9',
  'E&O',
  'Cyber',
  'Producer Agreement',
  'Crime & Fidelity',
  'Other Contract',
  'Other Document',
  'Payment Details',
  'License PDF',
] as const;

/** A collection of Turris: its fields say with it why they are not changed here. */
function readOnly(
  definition: CollectionDefinition & { readonly readOnlyBecause: string },
): CollectionDefinition {
  const { readOnlyBecause } = definition;
  return { ...definition, fields: definition.fields.map((field) => ({ ...field, readOnlyBecause })) };
}

const read = (name: string, label: string, kind: FieldKind = { type: 'text' }): FieldDefinition => ({
  name,
  label,
  kind,
  editable: false,
});
const computed = (name: string, label: string): FieldDefinition => ({
  ...read(name, label),
  computed: true,
});
const openChoice = (...values: readonly string[]): FieldKind => ({ type: 'choice', values, open: true });

const subscription: readonly FieldDefinition[] = [
  read('subscriptionStatus', 'NIPR data', { type: 'choice', values: subscriptionStatuses }),
  read('lastSynchronizedAt', 'NIPR data of', { type: 'instant' }),
];

/** Agencies below one's own, as Turris knows them. */
export const downstreamEntityDefinition = readOnly({
  name: 'downstreamEntity',
  singular: 'Downstream entity',
  plural: 'Downstream entities',
  readOnlyBecause:
    'Upline reads downstream entities from Turris and does not change them. Change them in Turris.',
  fields: [
    read('legalName', 'Entity'),
    read(
      'category',
      'Category',
      openChoice('agency', 'agency network', 'wholesale brokerage', 'third party administrator'),
    ),
    read('npn', 'NPN'),
    read('ein', 'EIN'),
    read('isNpnRequired', 'NPN required', { type: 'boolean' }),
    read('producerCode', 'Producer code'),
    read('externalId', 'External id'),
    ...subscription,
    read('pdbAlertsStatus', 'PDB alerts', openChoice()),
  ],
});

/** Agents as Turris knows them. */
export const agentDefinition = readOnly({
  name: 'agent',
  singular: 'Agent',
  plural: 'Agents',
  readOnlyBecause: 'Upline reads agents from Turris and does not change them. Change them in Turris.',
  fields: [
    /** First and last name, so that agents read and sort as one list. */
    computed('displayName', 'Agent'),
    read('npn', 'NPN'),
    /** The producer of this NPN at AgentSync: a hint, because the two vendors share nothing else. */
    computed('producerName', 'Producer at AgentSync'),
    read('firstName', 'First name'),
    read('lastName', 'Last name'),
    read('email', 'Email'),
    read('downstreamEntityIds', 'Entities', { type: 'referenceList', collection: 'downstreamEntity' }),
    read('onboardingCategory', 'Onboarding', openChoice('addition')),
    read('isArchived', 'Archived', { type: 'boolean' }),
    read('isDeleted', 'Deleted', { type: 'boolean' }),
    ...subscription,
    read('externalId', 'External id'),
  ],
});

/** Licences of agents and entities, which Turris reads from NIPR. */
export const licenceDefinition = readOnly({
  name: 'licence',
  singular: 'Licence',
  plural: 'Licences',
  readOnlyBecause:
    'Licences come from NIPR by way of Turris and are changed there, by the state that issued them. Upline only reads them.',
  fields: [
    /** The agent or the entity that holds it. */
    computed('holderName', 'Holder'),
    read('npn', 'NPN'),
    read('agentId', 'Agent', { type: 'reference', collection: 'agent' }),
    read('downstreamEntityId', 'Entity', { type: 'reference', collection: 'downstreamEntity' }),
    read('stateCode', 'State'),
    read('licenceNumber', 'Licence number'),
    read('classCode', 'Class code'),
    read('className', 'Class'),
    read('status', 'Status', openChoice('active')),
    read('residencyStatus', 'Residency', openChoice()),
    read('issueDate', 'Issued', { type: 'date' }),
    read('nextRenewalDate', 'Next renewal', { type: 'date' }),
    read('expirationDate', 'Expires', { type: 'date' }),
    read('linesOfAuthority', 'Lines of authority', { type: 'textList' }),
    read('updatedAt', 'Changed at Turris', { type: 'instant' }),
  ],
});

/** Which documents Turris holds; not the documents themselves. */
export const fileDocumentDefinition = readOnly({
  name: 'fileDocument',
  singular: 'Document',
  plural: 'Documents',
  readOnlyBecause:
    'Upline reads from Turris which documents there are. It neither changes nor uploads them; do that in Turris.',
  fields: [
    read('category', 'Category', openChoice(...uploadCategories)),
    read('versionCount', 'Versions', { type: 'decimal', max: '1000000' }),
    read('createdAt', 'First uploaded', { type: 'instant' }),
    read('updatedAt', 'Changed at Turris', { type: 'instant' }),
    /** By which the document is found at the vendor: many share a category. */
    computed('turrisId', 'Turris id'),
  ],
});

/** How people read an agent; null when it has no name. The store's own column says the same. */
export function agentNameOf(firstName: unknown, lastName: unknown): string | null {
  const name = [firstName, lastName]
    .map((part) => (typeof part === 'string' ? part.trim() : ''))
    .filter((part) => part !== '')
    .join(' ');
  return name === '' ? null : name;
}
