import { z } from 'zod';
import { answers } from './definition.ts';

/** What AgentSync tells of one contract assignment over time; what was done here is told by `record.history`. */
export interface AssignmentHistory {
  /** Whether this connection can be asked for the changes; if not, why. */
  readonly offered: { readonly yes: true } | { readonly yes: false; readonly reason: string };
  /** When AgentSync was last asked (epoch ms); null when it never was. */
  readonly fetchedAt: number | null;
  /** Being asked now. */
  readonly reading: boolean;
  /** Why the last attempt to ask brought nothing; what was read before stays. */
  readonly problem: string | null;
  /** Newest first. Empty text is nothing told. */
  readonly changes: readonly AssignmentChangeLine[];
  /** Changes that could not be read. */
  readonly unreadable: number;
  /** What the changelog of the product's hierarchy says of it. */
  readonly hierarchy: HierarchyHistory;
}

/** Entries of a hierarchy's changelog about one assignment: the position after each change, and who made it. */
export interface HierarchyHistory {
  readonly offered: { readonly yes: true } | { readonly yes: false; readonly reason: string };
  /** When the changelog was last read (epoch ms); null when it never was. */
  readonly fetchedAt: number | null;
  /** Whether it was read to its beginning; a very long one is cut off. */
  readonly complete: boolean;
  /** Why the last attempt to ask brought nothing; what was read before stays. */
  readonly problem: string | null;
  /** Newest first; at most 200. */
  readonly entries: readonly HierarchyLine[];
}

/** Empty text is nothing told. */
export interface HierarchyLine {
  readonly id: string;
  /** The change of the assignment it tells of: the `id` of an `AssignmentChangeLine`, where that is known. */
  readonly changeId: string;
  readonly at: string;
  /** Who made the change, by the name AgentSync gives. */
  readonly by: string;
  readonly upline: string;
  readonly level: string;
  readonly status: string;
  readonly annualization: string;
  readonly effectiveDate: string;
  readonly expirationDate: string;
  readonly startDate: string;
  readonly endDate: string;
}

/** One change of an assignment, as the vendor's changelog tells it (vendor-apis 3.8), in words. */
export interface AssignmentChangeLine {
  readonly id: string;
  /** When it was made, as the server says: a date or an instant. */
  readonly at: string;
  readonly statusFrom: string;
  readonly statusTo: string;
  readonly level: string;
  readonly annualization: string;
  readonly task: string;
  readonly agencyInitiated: boolean | null;
  readonly signedByProducer: boolean | null;
  readonly startDate: string;
  readonly endDate: string;
  readonly userDefined: readonly { readonly label: string; readonly value: string }[];
}

/** Calls about the vendor's changelog of one assignment. */
export const assignmentHistoryCalls = {
  /**
   * The changes of an assignment as last read. `ask` reads them from AgentSync when they are
   * not fresh; what it brings is announced as a change of the assignment's row. Fails with `record-not-found`.
   */
  'assignment.history': answers<AssignmentHistory>()(
    z.object({ id: z.string().min(1).max(200), ask: z.enum(['no', 'when-old', 'now']) }),
  ),
} as const;
