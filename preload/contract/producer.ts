import { z } from 'zod';
import type { ProducerDetail } from '../../domain/collections.ts';
import { answers } from './definition.ts';
import type { ReceiptRow } from './receipts.ts';
import type { RecordDetail } from './records.ts';
import { id } from './vocabulary.ts';

/** Producers, what hangs on them, and where their part of AgentSync is found. */

/** One change that was ever staged for a producer, what hangs on it, or one of its contract assignments. */
export interface ProducerEvent {
  readonly operationId: string;
  readonly batchId: string;
  /** What the person called it. */
  readonly gesture: string;
  readonly actor: string;
  readonly record: string;
  readonly stagedAt: number;
  /** When it was sent, adopted or dropped; null while it is open. */
  readonly settledAt: number | null;
  readonly result: ReceiptRow['result'];
  readonly note: string;
  readonly changes: ReceiptRow['changes'];
}

/** Where one contract assignment of a producer stands, as far as this computer knows. */
export interface ProducerPosition {
  readonly assignmentId: string;
  readonly carrier: string;
  readonly product: string;
  readonly level: string;
  /** Nearest first. `npn` is empty where the upline's assignment is not on this computer. */
  readonly uplines: readonly {
    readonly assignmentId: string;
    readonly npn: string;
    readonly name: string;
    readonly level: string;
  }[];
  /** The uplines lead back to one of themselves: data that AgentSync has to mend. */
  readonly endless: boolean;
  /** Downlines directly below, and in all; null where they are too many to count for a page. */
  readonly direct: number;
  readonly below: number | null;
  /** Plain dates as this computer has them, unsent ones included; empty where none is given. */
  readonly startDate: string;
  readonly endDate: string;
  /** Which of these dates AgentSync does not have. */
  readonly unsentDates: readonly ('startDate' | 'endDate')[];
  /** When the assignment was read from AgentSync (epoch ms). */
  readonly fetchedAt: number;
}

/** A change that AgentSync told of, of one of the producer's contract assignments. */
export interface ToldEvent {
  readonly id: string;
  /** ISO text; a date or an instant. */
  readonly at: string;
  readonly record: string;
  /** What became what; empty where nothing is told. */
  readonly statusFrom: string;
  readonly statusTo: string;
  readonly level: string;
  /** Who made it; empty where it is not told. */
  readonly by: string;
  /** When AgentSync told it (epoch ms). */
  readonly fetchedAt: number;
}

/** Everything this computer knows of one producer. */
export interface ProducerPage {
  readonly npn: string;
  /** Null where only contract assignments name the NPN. */
  readonly producer: RecordDetail | null;
  /** How many contract assignments carry the NPN. */
  readonly assignments: number;
  readonly details: Readonly<Record<ProducerDetail, readonly RecordDetail[]>>;
  /** One for each contract assignment; at most 50. */
  readonly positions: readonly ProducerPosition[];
  /** Newest first; at most 200. */
  readonly timeline: readonly ProducerEvent[];
  /** What AgentSync told of contract assignments that were looked at, newest first; at most 200. */
  readonly told: readonly ToldEvent[];
}

/** One call of Producer Profile, as this connection would make it. */
export interface ProfileCall {
  readonly name: string;
  /** What it does, fitting after `while`. */
  readonly label: string;
  readonly method: string;
  /** The path Upline guesses; nobody has published one. */
  readonly guess: string;
  /** The path entered for this connection; empty when none is. */
  readonly path: string;
  /** Placeholders the path must hold. */
  readonly placeholders: readonly string[];
  readonly offered: boolean;
}

/** Where this connection finds Producer Profile. */
export interface ProfileSettings {
  readonly scope: string;
  /** The host all paths are below. */
  readonly host: string;
  readonly calls: readonly ProfileCall[];
}

/** Calls about the page of a producer and where Producer Profile is. */
export const producerCalls = {
  /** A producer by its id, or by NPN where only contract assignments name it. */
  'producer.read': answers<ProducerPage>()(
    z.union([z.object({ id }), z.object({ npn: z.string().min(1).max(15) })]),
  ),
  /** Where this connection finds Producer Profile, and what it can do there. */
  'profile.read': answers<ProfileSettings>()(z.object({})),
  /**
   * Remembers paths and scope for this connection; empty text means none. Refused as a whole, with the
   * wrong ones named, when any cannot be used (`invalid-paths`).
   */
  'profile.override': answers<ProfileSettings>()(
    z.object({
      scope: z.string().max(500),
      paths: z.record(z.string().min(1).max(60), z.string().max(1_000)),
    }),
  ),
} as const;
