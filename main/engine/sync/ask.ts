import type { ConnectorResult } from '../connectors/api.ts';

/** How often an answer that makes no sense is asked for again before it is believed. */
const tries = 3;

/** Repeats a read whose answer was malformed: a proxy or a cut line garbles one answer, not three. */
export async function askAgain<T>(ask: () => Promise<ConnectorResult<T>>): Promise<ConnectorResult<T>> {
  for (let number = 1; ; number += 1) {
    const result = await ask();
    if (result.ok || result.failure.kind !== 'malformed' || number >= tries) return result;
  }
}
