import type { FieldValue, FieldValues } from '../../../domain/fields.ts';
import type { LiveEffect } from './liveOperations.ts';

/** What a record shows: the server's copy with its live operations laid over it in order. */
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

/** The same for these fields alone; what nobody knows is null. */
export function materializeSome(
  server: FieldValues | undefined,
  live: readonly LiveEffect[],
  fields: readonly string[],
): Materialized {
  const values: Record<string, FieldValue> = {};
  for (const field of fields) values[field] = server?.[field] ?? null;
  let changeState = 0;
  for (const { wanted, mark } of live) {
    for (const field of fields) if (Object.hasOwn(wanted, field)) values[field] = wanted[field] ?? null;
    changeState = Math.max(changeState, mark);
  }
  return { values, changeState };
}

/** Whether these operations give every one of these fields a value, so that the server copy has no say in them. */
export function saysAll(live: readonly LiveEffect[], fields: readonly string[]): boolean {
  return live.length > 0 && fields.every((field) => live.some(({ wanted }) => Object.hasOwn(wanted, field)));
}
