import { z } from 'zod';

/** Producer Profile: producers and what hangs on them (S2). */
export const PROFILE_COLLECTIONS = [
  'producers',
  'addresses',
  'phones',
  'bankAccounts',
  'insurancePolicies',
] as const;
export type ProfileCollection = (typeof PROFILE_COLLECTIONS)[number];

/** What Turris keeps (3.14–3.18). */
export const TURRIS_COLLECTIONS = ['downstreamEntities', 'agents', 'licences', 'fileDocuments'] as const;

/** Everything of AgentSync that is written to, by the names in their addresses. */
export const COLLECTIONS = [
  'carriers',
  'products',
  'commissionLevels',
  'contractAssignments',
  ...PROFILE_COLLECTIONS,
  ...TURRIS_COLLECTIONS,
] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

const json = z.json();

/** A change of one field; a side that is missing means the field was, or is now, absent. */
const fieldChange = z.object({ from: json.optional(), to: json.optional() });

/** One thing that was written, and by whom. */
export const journalEntrySchema = z.object({
  /** 1, 2, 3 … without gaps for the life of the journal. */
  seq: z.number().int(),
  /** Sandbox time, milliseconds since 1970. */
  at: z.number(),
  /** The client id that wrote, or 'remote' for somebody else. */
  origin: z.string(),
  operation: z.string(),
  requestId: z.string(),
  collection: z.enum([...COLLECTIONS, 'invitations']),
  action: z.enum(['create', 'update', 'delete']),
  id: z.string(),
  /** Fields the request named, changed or not. */
  named: z.array(z.string()),
  /** Fields that really changed. Empty for a write that changed nothing. */
  changes: z.record(z.string(), fieldChange),
});

/** One effect of one write on one record. */
export type JournalEntry = z.infer<typeof journalEntrySchema>;
export type FieldChange = z.infer<typeof fieldChange>;

/** One line of the journal file: all effects of one request stand or fall together. */
export const journalLineSchema = z.union([
  /** The first line: which generated data the effects belong to. */
  z.object({ data: z.string() }),
  z.object({ batch: z.array(journalEntrySchema) }),
  z.object({ snapshot: z.string() }),
  z.object({ restore: z.string() }),
]);
export type JournalLine = z.infer<typeof journalLineSchema>;
