import type { FieldValues } from '../../../domain/fields.ts';
import type { Operation, OperationState } from '../../../domain/operation.ts';

/** A live operation without what it changes. */
export type OperationHead = Pick<
  Operation,
  'sequence' | 'collection' | 'targetId' | 'state' | 'retryAt' | 'dependsOn'
>;

/** What the newest live operation of a record makes of it. */
export interface Overlay {
  readonly rowid: number;
  readonly wanted: FieldValues;
  /** States of all live operations of the record, the new one included. */
  readonly states: readonly OperationState[];
}
