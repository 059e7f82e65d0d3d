import type { FieldValues } from '../../../domain/fields.ts';
import type { LiveEffect } from './liveOperations.ts';

export interface Materialized {
  readonly values: FieldValues;
  /** Index into `changeStates`: the most urgent mark among the record's live operations. */
  readonly changeState: number;
}

/**
 * The law of the store: effective = server copy ⊕ live operations in staging order. Whoever changes
 * either side writes the outcome in the same transaction.
 */
export function materialize(server: FieldValues, live: readonly LiveEffect[]): Materialized {
  if (live.length === 0) return { values: server, changeState: 0 };
  const values = { ...server };
  let changeState = 0;
  for (const effect of live) {
    Object.assign(values, effect.wanted);
    // `changeStates` is ordered from calm to urgent.
    changeState = Math.max(changeState, effect.mark);
  }
  return { values, changeState };
}
