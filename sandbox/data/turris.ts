import type { JsonObject } from '../json.ts';
import { isJsonObject, textOf } from '../json.ts';
import type { RowGenerator } from '../tables/generated-table.ts';
import { SEED_END } from './catalogue.ts';
import type { AssignmentGenerator } from './generator.ts';
import { ID_KINDS, ObjectIdSpace } from './ids.ts';
import { DIVISIONS } from './names.ts';
import { Random } from './random.ts';

const DAY = 86_400_000;

/** An agency keeps at Turris whom it appoints now, not everybody who ever had a contract; each costs a client a request. */
const MOST_ENTITIES = 60;
const MOST_AGENTS = 500;
const LICENCES_OF_ENTITY = 2;
const LICENCES_OF_AGENT = 3;
const FILES_OF_ENTITY = 3;

/** Upload categories and the two of the newer list filter (specification 3.18). */
export const FILE_CATEGORIES = [
  'W9',
  'E&O',
  'Cyber',
  'Producer Agreement',
  'Crime & Fidelity',
  'Other Contract',
  'Other Document',
  'Payment Details',
  'License PDF',
  'Contract Container Folder Document',
  'Surplus Lines',
] as const;

const ENTITY_CATEGORIES = ['agency', 'agency network', 'wholesale brokerage', 'third party administrator'];
/** One word is documented (`success`); the others are spelt in all the ways that are the same word. */
const JOB_STATUSES = ['success', 'success', 'success', 'SUCCESS', 'in_progress', 'Not Started', 'failed'];
const LINES = [
  ['16', 'Life'],
  ['26', 'Accident & Health or Sickness'],
  ['28', 'Property'],
  ['29', 'Casualty'],
  ['930', 'Variable Life and Variable Annuity'],
] as const;
const CLASSES = [
  ['1', 'Insurance Producer'],
  ['1', 'Insurance Producer'],
  ['24', 'Business Entity Producer'],
  ['31', 'Surplus Lines Broker'],
] as const;

/** Downstream entities and agents with the NPNs of producers, their licences, and the files kept of them. */
export interface Turris {
  readonly downstreamEntities: RowGenerator;
  readonly agents: RowGenerator;
  readonly licences: RowGenerator;
  readonly fileDocuments: RowGenerator;
}

/** A moment as Turris writes it: ISO 8601 with milliseconds. */
export function isoMillis(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function stampsOf(random: Random): { createdAt: string; updatedAt: string } {
  const created = SEED_END - random.between(30, 1200) * DAY - random.below(86_400_000);
  const updated = Math.min(SEED_END - 1000, created + random.below(400 * 86_400_000));
  return { createdAt: isoMillis(created), updatedAt: isoMillis(updated) };
}

function subscriptionOf(random: Random): JsonObject {
  return {
    jobStatus: random.pick(JOB_STATUSES),
    lastSynchronizationDate: isoMillis(SEED_END - random.below(20 * DAY)),
    pdbAlertsSubscriptionStatus: random.pick(['active', 'active', 'paused']),
  };
}

function licenceOf(random: Random, resident: boolean, isFirm: boolean): JsonObject {
  const issued = SEED_END - random.between(60, 3000) * DAY;
  const expires = SEED_END + random.between(-120, 700) * DAY;
  const active = expires > SEED_END;
  const [licenseClassCode, licenseClassName] = isFirm ? CLASSES[2] : random.pick(CLASSES);
  const first = random.below(LINES.length);
  const lines = Array.from({ length: random.between(1, 3) }, (_, i) => LINES[(first + i) % LINES.length]);
  return {
    stateCode: random.pick(DIVISIONS),
    licenseNumber: String(random.between(100_000, 9_999_999)).padStart(random.pick([7, 7, 9]), '0'),
    licenseClassCode,
    licenseClassName,
    status: active ? 'active' : 'inactive',
    residencyStatus: resident ? 'resident' : 'non-resident',
    issueDate: isoMillis(issued),
    nextRenewalDate: isoMillis(expires),
    expirationDate: isoMillis(expires),
    linesOfAuthority: lines.flatMap((line) =>
      line === undefined ? [] : [{ code: line[0], name: line[1], status: active ? 'active' : 'inactive' }],
    ),
    updatedAt: isoMillis(SEED_END - random.below(200 * DAY)),
  };
}

/** Rows are flat; how Turris nests them is the business of its lists. */
export function makeTurris(
  seed: number,
  { npns, columns }: Pick<AssignmentGenerator, 'npns' | 'columns'>,
  producers: RowGenerator,
): Turris {
  const people = npns.length - columns.firms;
  const entities = Math.min(columns.firms, MOST_ENTITIES);
  const agentCount = Math.min(people, MOST_AGENTS);
  const entityIds = new ObjectIdSpace(seed, ID_KINDS.downstreamEntity);
  const agentIds = new ObjectIdSpace(seed, ID_KINDS.agent);
  const licenceIds = new ObjectIdSpace(seed, ID_KINDS.licence);
  const fileIds = new ObjectIdSpace(seed, ID_KINDS.fileDocument);
  const subscriptionIds = new ObjectIdSpace(seed, ID_KINDS.subscription);
  const entityLicences = entities * LICENCES_OF_ENTITY;
  /** From the last person backwards, so that the NPNs which the vendor documents are among them. */
  const producerOfAgent = (agent: number): number => npns.length - 1 - agent;

  /** Indexes of the records whose key comes from their index alone, found by asking each. */
  const found = (count: number, has: (index: number) => boolean): number[] =>
    Array.from({ length: count }, (_, index) => index).filter(has);

  const licenceRange = (holderId: string): { first: number; length: number } => {
    const entity = entityIds.indexOf(holderId, entities);
    if (entity !== undefined) return { first: entity * LICENCES_OF_ENTITY, length: LICENCES_OF_ENTITY };
    const agent = agentIds.indexOf(holderId, agentCount);
    return agent === undefined
      ? { first: 0, length: 0 }
      : { first: entityLicences + agent * LICENCES_OF_AGENT, length: LICENCES_OF_AGENT };
  };
  const categoryOf = (index: number): string => FILE_CATEGORIES[index % FILE_CATEGORIES.length] ?? 'W9';
  const fileCount = entities * FILES_OF_ENTITY;

  return {
    downstreamEntities: {
      ids: entityIds,
      count: entities,
      indexesOf: (npn) => found(entities, (index) => npns[index] === npn),
      row(index) {
        const random = new Random(seed, 90, index);
        const { firm } = producers.row(index);
        const row = {
          id: entityIds.at(index),
          npn: npns[index] ?? '',
          legalName: isJsonObject(firm) ? textOf(firm['name']) : '',
          ein: isJsonObject(firm) ? textOf(firm['fein']) : '',
          category: ENTITY_CATEGORIES[index % 7] ?? 'agency',
          isNpnRequired: true,
          producerCode: `P${String(1000 + index)}`,
          ...subscriptionOf(random),
        };
        // Not on the reference page: clients must keep what they do not know (S4 names the settings).
        const known = index % 4 === 0 ? { onboardingSettings: { isPreContractReviewStepUsed: true } } : {};
        return index % 3 === 0 ? { ...row, ...known, externalId: `AG-${index}` } : { ...row, ...known };
      },
    },
    agents: {
      ids: agentIds,
      count: agentCount,
      indexesOf: (npn) => found(agentCount, (index) => npns[producerOfAgent(index)] === npn),
      row(index) {
        const random = new Random(seed, 91, index);
        const producer = producerOfAgent(index);
        const { individual } = producers.row(producer);
        const person = isJsonObject(individual) ? individual : {};
        const first = entities === 0 ? 0 : random.below(entities);
        const second = (first + 1) % Math.max(1, entities);
        const member = entities === 0 || index % 23 === 5 ? [] : [first];
        if (index % 8 === 1 && entities > 1) member.push(second);
        return {
          id: agentIds.at(index),
          npn: npns[producer] ?? '',
          firstName: textOf(person['firstName']),
          lastName: textOf(person['lastName']),
          email: textOf(person['primaryEmail']),
          entityIds: member.map((entity) => entityIds.at(entity)),
          onboardingCategory: random.pick(['addition', 'addition', 'transfer']),
          isUploadedByUpstreamEntity: random.chance(0.3),
          isDeleted: false,
          isArchived: index % 31 === 7,
          isDeliverable: true,
          authority: [],
          externalId: index % 5 === 0 ? `EMP-${1000 + index}` : null,
          ...subscriptionOf(random),
          ...stampsOf(random),
        };
      },
    },
    licences: {
      ids: licenceIds,
      count: entityLicences + agentCount * LICENCES_OF_AGENT,
      indexesOf(holderId) {
        const { first, length } = licenceRange(holderId);
        return Array.from({ length }, (_, i) => first + i);
      },
      row(index) {
        const random = new Random(seed, 92, index);
        const isFirm = index < entityLicences;
        const agent = Math.floor((index - entityLicences) / LICENCES_OF_AGENT);
        const entity = Math.floor(index / LICENCES_OF_ENTITY);
        const place = isFirm ? index % LICENCES_OF_ENTITY : (index - entityLicences) % LICENCES_OF_AGENT;
        const producer = isFirm ? entity : producerOfAgent(agent);
        return {
          id: licenceIds.at(index),
          holderId: isFirm ? entityIds.at(entity) : agentIds.at(agent),
          niprDataSubscriptionId: subscriptionIds.at(producer),
          npn: npns[producer] ?? '',
          ...licenceOf(random, place === 0, isFirm),
        };
      },
    },
    fileDocuments: {
      ids: fileIds,
      count: fileCount,
      indexesOf: (category) => found(fileCount, (index) => categoryOf(index) === category),
      row(index) {
        const random = new Random(seed, 93, index);
        const versions = Array.from({ length: random.between(1, 3) }, (_, i) => ({
          s3VersionId: `v${index}.${i + 1}`,
          metadataModel: 'FileMetadata',
          metadataId: null,
        }));
        return {
          id: fileIds.at(index),
          category: categoryOf(index),
          versions,
          isDeleted: false,
          ...stampsOf(random),
        };
      },
    },
  };
}
