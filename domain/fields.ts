import { isLocalId } from './localId.ts';
import type { LookupKind } from './lookups.ts';

/** Collections of Producer Profile, a part of AgentSync whose addresses are not published (vendor-apis 2.3). */
export const profileCollectionNames = [
  'producer',
  'address',
  'phone',
  'bankAccount',
  'insurancePolicy',
] as const;
export type ProfileCollection = (typeof profileCollectionNames)[number];

/** Collections of Contracting, parents before children. */
export const contractingCollectionNames = [
  'carrier',
  'product',
  'commissionLevel',
  'contractAssignment',
] as const;
export type ContractingCollection = (typeof contractingCollectionNames)[number];

/** What AgentSync keeps. */
export const agentSyncCollectionNames = [...contractingCollectionNames, ...profileCollectionNames] as const;
export type AgentSyncCollection = (typeof agentSyncCollectionNames)[number];

/** What Turris keeps, parents before children. Read and shown, and never sent (vendor-apis 2.5). */
export const turrisCollectionNames = ['downstreamEntity', 'agent', 'licence', 'fileDocument'] as const;
export type TurrisCollection = (typeof turrisCollectionNames)[number];

/** The mirrored collections. Each is one table in the store and one family of endpoints at its vendor. */
export const mirroredNames = [...agentSyncCollectionNames, ...turrisCollectionNames] as const;
export type MirroredName = (typeof mirroredNames)[number];

/**
 * Every collection, parents before children. Invitations are kept and sent like the others but never
 * pulled: the vendor lists them nowhere (vendor-apis C20), so what is known of them is what was done here.
 */
export const collectionNames = [...mirroredNames, 'invitation'] as const;
export type CollectionName = (typeof collectionNames)[number];

/** The collections of which anything is ever sent, parents before children. */
export const sentNames = [...agentSyncCollectionNames, 'invitation'] as const;
export type SentName = (typeof sentNames)[number];

/**
 * A field's value as Upline holds it. Ids and decimals are text (an NPN is never a number, a
 * percentage never a binary float); `null` means the field is empty.
 */
export type FieldValue = string | boolean | null | readonly string[];

/** Values by field name. A field that is absent is unknown, which is not the same as empty. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** Shapes that can be checked while typing. */
export type TextFormat = 'email' | 'routing' | 'account' | 'fein' | 'ssn';

/** What a field holds; it decides how it is read, checked, sorted and edited. */
export type FieldKind =
  | { readonly type: 'text'; readonly maxLength?: number }
  /** Non-negative decimal kept as text, at most two decimals. */
  | { readonly type: 'decimal'; readonly min?: string; readonly max: string }
  | { readonly type: 'boolean' }
  /** Plain calendar date, yyyy-MM-dd. */
  | { readonly type: 'date' }
  /** Instant set by the vendor, ISO 8601; never edited. */
  | { readonly type: 'instant' }
  /** Two-letter state and territory codes. */
  | { readonly type: 'states' }
  | { readonly type: 'textList' }
  /**
   * `open`: the vendor does not publish all values. `values` are those it does; others are choices once
   * a record of the vendor's has shown them (vendor-apis section 7, item 20).
   */
  | { readonly type: 'choice'; readonly values: readonly string[]; readonly open?: true }
  | { readonly type: 'lookup'; readonly lookup: LookupKind }
  | { readonly type: 'lookupList'; readonly lookup: LookupKind }
  | { readonly type: 'reference'; readonly collection: MirroredName }
  /** Ids of several records. */
  | { readonly type: 'referenceList'; readonly collection: MirroredName };

/** One field of a collection: grids, forms, checks and files go by it. */
export interface FieldDefinition {
  readonly name: string;
  /** The column heading and form label. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Whether the vendor lets us change it after creation. */
  readonly editable: boolean;
  /** Not afterwards, but as long as the record was made here and not sent. */
  readonly untilMade?: true;
  /** Why it is not changed here, and where it is; said instead of a general word. */
  readonly fixedBecause?: string;
  readonly required?: boolean;
  /** What a text must look like. */
  readonly format?: TextFormat;
  /** Read and kept, never written and marked as such on screen. */
  readonly deprecated?: boolean;
  /** A value typed here is sealed until it is sent; everywhere else only its last four digits stand. */
  readonly sealed?: true;
  /** Why only a part of the value is ever shown. */
  readonly maskedBecause?: string;
  /** Why it is not changed here, in a sentence, where that is not the vendor's own doing. */
  readonly readOnlyBecause?: string;
  /** Worked out by the vendor or from other records: read, and never given. */
  readonly computed?: true;
  /** Of the records of one producer and type, at most one has this flag. */
  readonly single?: true;
  /** The kind of producer that has this field. */
  readonly onlyFor?: 'INDIVIDUAL' | 'FIRM';
}

/** A collection and its fields, in the order people meet them. */
export interface CollectionDefinition {
  readonly name: CollectionName;
  readonly singular: string;
  readonly plural: string;
  readonly fields: readonly FieldDefinition[];
  /** Why nothing of it is changed here, in a sentence; each of its fields says so too. */
  readonly readOnlyBecause?: string;
}

/** Whether a field of this record can be changed here: some only as long as AgentSync has not made it. */
export function isOpenTo(
  { editable, untilMade }: Pick<FieldDefinition, 'editable' | 'untilMade'>,
  recordId: string,
): boolean {
  return editable || (untilMade === true && isLocalId(recordId));
}

/** A field as it is for one record. */
export function openTo(
  definition: FieldDefinition | undefined,
  recordId: string,
): FieldDefinition | undefined {
  if (definition === undefined || definition.editable || !isOpenTo(definition, recordId)) return definition;
  return { ...definition, editable: true };
}

/** A label inside a sentence: `account number`, but `SSN`. */
export function inSentence(label: string): string {
  return label.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
}

/** userDefined1 … userDefined10, which every AgentSync entity carries as free text (S0, S1). */
export function userDefinedFields(editable: boolean): readonly FieldDefinition[] {
  return Array.from({ length: 10 }, (_, index) => ({
    name: `userDefined${index + 1}`,
    label: `User defined ${index + 1}`,
    kind: { type: 'text' },
    editable,
  }));
}
