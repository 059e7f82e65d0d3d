import type { CollectionName, FieldValue } from '../../../../domain/fields.ts';
import type { Operation } from '../../../../domain/operation.ts';
import type { NumberedEntry } from './audit.ts';

/** Values of one record that a pull found changed at the server. */
export interface ServerChange {
  readonly sequence: number;
  /** When it was found (epoch ms); when it was made stands in the vendor's own instants, where it has any. */
  readonly at: number;
  readonly changes: Readonly<Record<string, readonly [before: FieldValue, after: FieldValue]>>;
}

/** Which part of a record's history; `before` is a sequence, or null for the newest. */
export interface HistoryQuery {
  readonly collection: CollectionName;
  readonly id: string;
  /** Only what names this field; null for the whole record. */
  readonly field: string | null;
  readonly before: number | null;
  readonly limit: number;
}

/** What is known of single records over time. Every question is answered by an index. */
export interface HistoryStore {
  /** Everything ever staged on the record, also what has ended, the newest first. */
  operations(query: HistoryQuery): readonly Operation[];
  /** What pulls found changed, the newest first. */
  serverChanges(query: HistoryQuery): readonly ServerChange[];
  /** What the audit says of these operations and of their gestures as a whole, in order; never that they were sent. */
  decisions(operationIds: readonly string[], batchIds: readonly string[]): readonly NumberedEntry[];
}
