import { isLocalId } from '../../../domain/localId.ts';
import type { ReadRecord, UnreadableRecord } from '../connectors/api.ts';
import { applyRecords, finish } from './apply.ts';
import type { Pass } from './apply.ts';
import type { AgentSyncContext, PassEnd } from './context.ts';
import { allIds } from './parents.ts';
import { createWindow } from './window.ts';

const levelsPerStep = 50;

/** Every level known here or named by an assignment, with the product it was named under where that is known. */
async function knownLevels(context: AgentSyncContext): Promise<ReadonlyMap<string, string | null>> {
  const { mirror } = context.store;
  const levels = new Map<string, string | null>();
  for (const id of allIds(context, 'commissionLevel')) {
    const product = mirror.get('commissionLevel', id)?.effective['productId'];
    levels.set(id, typeof product === 'string' ? product : null);
  }
  let after: string | null = null;
  for (;;) {
    const ids: readonly string[] = mirror.ids('contractAssignment', after, 500);
    for (const id of ids) {
      const values = mirror.get('contractAssignment', id)?.effective ?? {};
      const { commissionLevelId: level, productId: product } = values;
      // A level made here is not the server's to read.
      if (typeof level === 'string' && !isLocalId(level) && !levels.get(level)) {
        levels.set(level, typeof product === 'string' ? product : null);
      }
    }
    after = ids.at(-1) ?? null;
    if (after === null || ids.length < 500) return levels;
    await context.breathe();
  }
}

/** A level does not name its product (S1), so the assignment it was found through does. */
function withProduct(record: ReadRecord, product: string | null): ReadRecord {
  if (product === null || typeof record.values['productId'] === 'string') return record;
  return {
    ...record,
    values: { ...record.values, productId: product },
    server: { ...record.server, productId: product },
  };
}

/**
 * Where the vendor does not list levels, reads one by one those that assignments name
 * (vendor-apis section 7, item 5).
 */
export async function levelsById(context: AgentSyncContext, begun: Pass): Promise<PassEnd> {
  const levels = await knownLevels(context);
  const ids = [...levels.keys()].sort();
  const window = createWindow(
    (position) => context.connector.read('commissionLevel', ids[position] ?? '', context.signal),
    context.ahead,
  );
  let pass = begun;
  let records: ReadRecord[] = [];
  let setAside: UnreadableRecord[] = [];
  const apply = async (): Promise<void> => {
    pass = await applyRecords(context, 'commissionLevel', pass, { records, setAside }, {});
    records = [];
    setAside = [];
  };
  for (const [position, id] of ids.entries()) {
    window.prefetch(position, ids.length);
    const result = await window.take(position);
    if (result.ok) records.push(withProduct(result.value, levels.get(id) ?? null));
    else if (result.failure.kind === 'malformed') {
      setAside.push({ key: id, reason: result.failure.message, raw: '' });
    } else if (result.failure.kind !== 'not-found') {
      return { kind: 'interrupted', failure: result.failure };
    }
    if (records.length >= levelsPerStep) await apply();
    context.progress('commissionLevel', {
      page: position + 1,
      pages: ids.length,
      records: pass.cursor.applied + records.length,
    });
  }
  await apply();
  const end = finish(context, 'commissionLevel', pass);
  return end.kind === 'complete' ? { kind: 'by-id' } : end;
}
