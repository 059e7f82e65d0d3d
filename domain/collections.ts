import { carrierDefinition } from './carrier.ts';
import { commissionLevelDefinition } from './commissionLevel.ts';
import { contractAssignmentDefinition } from './contractAssignment.ts';
import { agentSyncCollectionNames, profileCollectionNames, turrisCollectionNames } from './fields.ts';
import type {
  AgentSyncCollection,
  CollectionDefinition,
  CollectionName,
  FieldDefinition,
  ProfileCollection,
  TurrisCollection,
} from './fields.ts';
import { invitationDefinition } from './invitation.ts';
import { producerDefinition } from './producer.ts';
import {
  addressDefinition,
  bankAccountDefinition,
  insurancePolicyDefinition,
  phoneDefinition,
} from './producerDetails.ts';
import { productDefinition } from './product.ts';
import {
  agentDefinition,
  downstreamEntityDefinition,
  fileDocumentDefinition,
  licenceDefinition,
} from './turris.ts';

/** Every collection and its fields, in the order in which parents come before children. */
export const collections: Readonly<Record<CollectionName, CollectionDefinition>> = {
  carrier: carrierDefinition,
  product: productDefinition,
  commissionLevel: commissionLevelDefinition,
  contractAssignment: contractAssignmentDefinition,
  producer: producerDefinition,
  address: addressDefinition,
  phone: phoneDefinition,
  bankAccount: bankAccountDefinition,
  insurancePolicy: insurancePolicyDefinition,
  downstreamEntity: downstreamEntityDefinition,
  agent: agentDefinition,
  licence: licenceDefinition,
  fileDocument: fileDocumentDefinition,
  invitation: invitationDefinition,
};

/** The definition of one field, or undefined when the collection has no such field. */
export function fieldOf(collection: CollectionName, field: string): FieldDefinition | undefined {
  let byName = fieldsByName.get(collection);
  if (byName === undefined) {
    byName = new Map(collections[collection].fields.map((definition) => [definition.name, definition]));
    fieldsByName.set(collection, byName);
  }
  return byName.get(field);
}

const fieldsByName = new Map<CollectionName, ReadonlyMap<string, FieldDefinition>>();

/** Whether a collection belongs to Producer Profile. */
export function isOfProfile(collection: CollectionName): collection is ProfileCollection {
  return profileCollectionNames.some((name) => name === collection);
}

/** Whether a collection belongs to AgentSync and is mirrored from it. */
export function isOfAgentSync(collection: CollectionName): collection is AgentSyncCollection {
  return agentSyncCollectionNames.some((name) => name === collection);
}

/** Whether a collection belongs to Turris, from which Upline only reads. */
export function isOfTurris(collection: CollectionName): collection is TurrisCollection {
  return turrisCollectionNames.some((name) => name === collection);
}

/** Where a collection is read from, by the name people know. */
export type Vendor = 'AgentSync' | 'Turris';

/** Who has the records of a collection, as people call it. */
export function vendorOf(collection: CollectionName): Vendor {
  return isOfTurris(collection) ? 'Turris' : 'AgentSync';
}

/**
 * The field that names the record under which the vendor keeps a collection: its id stands in the path of every list
 * and of every new record. Of what the vendor keeps side by side there is none.
 */
export const parentFields: Readonly<Partial<Record<CollectionName, string>>> = {
  product: 'carrierId',
  commissionLevel: 'productId',
  address: 'producerId',
  phone: 'producerId',
  bankAccount: 'producerId',
  insurancePolicy: 'producerId',
};

/** What hangs on a producer, in the order in which its page shows it. */
export const producerDetailNames = ['address', 'phone', 'bankAccount', 'insurancePolicy'] as const;
export type ProducerDetail = (typeof producerDetailNames)[number];

/**
 * Collections whose answers may leave fields out that the vendor has (S1, vendor-apis section 6, item 14), as the
 * list of agents leaves out in which entities each stands: what they do not name is unknown. Of all others it is
 * empty.
 */
export const namedInPart: ReadonlySet<CollectionName> = new Set(['carrier', 'agent']);
