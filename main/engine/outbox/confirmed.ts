import { z } from 'zod';
import type { Store } from '../store/api.ts';

/** Setting under which the agreed ends of contracts are remembered, also across a restart. */
const confirmedSetting = 'outbox.confirmed-ends';

const ids = z.array(z.string());

/**
 * Operations that end a contract and that a person has confirmed. An operation may be ready without that,
 * when a later one of its record ends nothing; whatever becomes of the later one, it must not go out alone.
 */
export function readConfirmed({ settings }: Pick<Store, 'settings'>): ReadonlySet<string> {
  const text = settings.get(confirmedSetting);
  return new Set(text === null ? [] : ids.parse(JSON.parse(text)));
}

/** Call inside the transaction that makes them ready. What is settled is forgotten on the way. */
export function noteConfirmed(
  store: Pick<Store, 'settings' | 'operations'>,
  operationIds: readonly string[],
): void {
  if (operationIds.length === 0) return;
  const live = [...readConfirmed(store)].filter((id) => {
    const operation = store.operations.get(id);
    return operation !== null && operation.state !== 'done' && operation.state !== 'dropped';
  });
  store.settings.set(confirmedSetting, JSON.stringify([...new Set([...live, ...operationIds])]));
}

/** What is done again, or was kept back meanwhile, is asked about again. */
export function forgetConfirmed(store: Pick<Store, 'settings'>, operationIds: readonly string[]): void {
  const confirmed = readConfirmed(store);
  const gone = new Set(operationIds);
  if (![...confirmed].some((id) => gone.has(id))) return;
  store.settings.set(confirmedSetting, JSON.stringify([...confirmed].filter((id) => !gone.has(id))));
}
