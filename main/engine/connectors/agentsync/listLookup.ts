import type { LookupKind } from '../../../../domain/lookups.ts';
import type { ConnectorFailure, ContractingConnector, UnreadableRecord } from '../api.ts';
import type { Calls } from './calls.ts';
import { readHalPage } from './hal.ts';
import { lookupCalls, readLookup } from './lookups.ts';
import type { ReadLookup } from './lookups.ts';
import type { CallName } from './profile.ts';
import { unusable } from './unusable.ts';

/** A lookup we only inferred (C25, C26) is worth no failure of the others: whatever it answers but data. */
function bearable(calls: Calls, call: CallName, failure: ConnectorFailure): ConnectorFailure {
  const inferred = calls.endpoint(call)?.certainty === 'inferred';
  const broken = failure.kind === 'server-error' || failure.kind === 'malformed';
  return inferred && broken ? { kind: 'not-offered', message: failure.message } : failure;
}

/** All values of one kind of lookup; those that cannot be read are set aside. */
export async function listLookup(
  calls: Calls,
  kind: LookupKind,
  signal: AbortSignal | undefined,
): ReturnType<ContractingConnector['listLookup']> {
  const call = lookupCalls[kind];
  const values = new Map<string, ReadLookup>();
  const setAside: UnreadableRecord[] = [];
  for (let page = 0; page < 100; page += 1) {
    const query = { page: String(page), size: '250' };
    const answer = await calls.call(call, { query, signal });
    if (!answer.ok)
      return { ok: false, failure: bearable(calls, call, calls.softened(call, answer.failure)) };
    const hal = readHalPage(answer.value.json, calls.endpoint(call)?.embedded, { page, size: 250 });
    if (!hal.ok) {
      const { failure } = unusable(calls.label(call), `${hal.problem}.`);
      return { ok: false, failure: bearable(calls, call, failure) };
    }
    for (const [index, item] of hal.page.items.entries()) {
      const read = readLookup(kind, item, `page ${page + 1}, item ${index + 1}`, answer.value.text);
      if (read.ok) values.set(read.value.id, read.value);
      else setAside.push(read.unreadable);
    }
    if (hal.page.last) break;
  }
  return { ok: true, value: { values: [...values.values()], setAside } };
}
