import { lookupKinds } from '../../../domain/lookups.ts';
import type { UnreadableRecord } from '../connectors/api.ts';
import { askAgain } from './ask.ts';
import type { AgentSyncContext, PassEnd } from './context.ts';

/** Reads every kind of lookup. A kind that this connection does not offer is left out, not a failure. */
export async function lookupPass(context: AgentSyncContext): Promise<PassEnd> {
  const { store, connector, clock, changes, log } = context;
  const pass = store.syncState.begin('lookups', null);
  let records = 0;
  for (const [index, kind] of lookupKinds.entries()) {
    context.progress('lookups', { page: index, pages: lookupKinds.length, records });
    const result = await askAgain(() => connector.listLookup(kind, context.signal));
    if (!result.ok) {
      if (result.failure.kind !== 'not-offered') return { kind: 'interrupted', failure: result.failure };
      log.write('info', 'lookup is not offered', { kind });
      continue;
    }
    const { values } = result.value;
    const setAside: readonly UnreadableRecord[] = result.value.setAside;
    const at = { pass, now: clock.now() };
    store.transaction('mirror', () => {
      store.lookups.applyAll(kind, values, at);
      if (setAside.length > 0) store.setAside.put('lookups', setAside, at);
    });
    records += values.length;
    await context.breathe();
  }
  store.transaction('mirror', () => {
    store.setAside.clearBefore('lookups', pass);
    store.syncState.complete('lookups', clock.now());
  });
  changes.status();
  return { kind: 'complete' };
}
