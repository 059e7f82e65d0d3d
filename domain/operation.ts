import type { CollectionName, FieldValue } from './fields.ts';

/**
 * Where a staged change stands. Nothing but `done` and `dropped` leaves the tray, and `dropped`
 * needs a person.
 */
export const operationStates = [
  'held',
  'ready',
  'sending',
  'waiting',
  'unknown',
  'blocked',
  'needs-auth',
  'refused',
  'conflict',
  'done',
  'dropped',
] as const;
export type OperationState = (typeof operationStates)[number];

/** States that still hold a change the server does not have (or may not have). */
export const liveStates = [
  'held',
  'ready',
  'sending',
  'waiting',
  'unknown',
  'blocked',
  'needs-auth',
  'refused',
  'conflict',
] as const satisfies readonly OperationState[];

/** States in which only a person can move the change on. */
export const needsPersonStates = [
  'needs-auth',
  'refused',
  'conflict',
] as const satisfies readonly OperationState[];

/**
 * Live states, the most telling first: a record with several operations is shown in the first one that one of
 * them is in. `blocked` is never stored: it is what a record is shown in whose operations could be sent but
 * for another record that must be made first.
 */
export const tellingStates = [
  'conflict',
  'refused',
  'needs-auth',
  'unknown',
  'sending',
  'blocked',
  'held',
  'waiting',
  'ready',
] as const satisfies readonly OperationState[];

/** One field of an operation: the server's value when the edit began, and the value wanted. */
export interface FieldChange {
  readonly base: FieldValue;
  readonly value: FieldValue;
}

/** What one operation changes, by field. */
export type FieldChanges = Readonly<Record<string, FieldChange>>;

/** Whether a record is changed or made. */
export const operationKinds = ['update', 'create'] as const;
export type OperationKind = (typeof operationKinds)[number];

/** One change to one record, durable before the screen says so. */
export interface Operation {
  /** UUIDv7; also the idempotency key where a vendor takes one. */
  readonly id: string;
  /** Staging order; strict per record. */
  readonly sequence: number;
  readonly batchId: string;
  readonly kind: OperationKind;
  readonly collection: CollectionName;
  /** Server id, or `local:<uuid>` until the server names the record. */
  readonly targetId: string;
  /** For `create` the base of every field is null. */
  readonly changes: FieldChanges;
  /** Ids of operations that must be done before this one can be sent. */
  readonly dependsOn: readonly string[];
  readonly state: OperationState;
  readonly attempts: number;
  /** Epoch milliseconds before which it is not sent again. */
  readonly retryAt: number | null;
  readonly error: OperationError | null;
  readonly stagedAt: number;
  readonly sentAt: number | null;
  readonly settledAt: number | null;
}

/** Why a change did not go through, as the server or Upline said it. */
export interface OperationError {
  readonly code: string;
  readonly message: string;
  /** The server's words by field name. */
  readonly fields: Readonly<Record<string, string>>;
  /** In conflict: what the server holds now, by field. */
  readonly theirs?: Readonly<Record<string, FieldValue>>;
}

/** How a row or a cell is marked on screen: by colour and by sign. */
export const changeStates = ['clean', 'staged', 'sending', 'attention', 'conflict'] as const;
export type ChangeState = (typeof changeStates)[number];

const marks: Readonly<Record<OperationState, ChangeState>> = {
  held: 'staged',
  ready: 'staged',
  waiting: 'staged',
  blocked: 'staged',
  sending: 'sending',
  unknown: 'sending',
  'needs-auth': 'attention',
  refused: 'attention',
  conflict: 'conflict',
  done: 'clean',
  dropped: 'clean',
};

/** The mark of a record that carries an operation in this state. */
export function changeStateOf(state: OperationState): ChangeState {
  return marks[state];
}
