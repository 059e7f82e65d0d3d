import { z } from 'zod';
import type { ReadRecord } from '../connectors/api.ts';
import type { AgentSyncContext } from './context.ts';
import { allIds } from './parents.ts';
import { createWindow } from './window.ts';

/** Lists of the vendor do not say when a carrier changed, so each is read again after this long. */
export const wholeForMs = 24 * 60 * 60_000;
/** Carriers applied in one transaction; what was read and not applied is read again after a kill. */
const perStep = 25;

/**
 * The vendor tells changes to the second, so a carrier read in that second may have changed once more
 * without a sign. One that changed so recently (clocks may differ by this much) is read once more, later.
 */
const recentMs = 60 * 60_000;
const apartMs = 2_000;

/**
 * When each carrier was last read whole, the `modifiedDate` it had then, and whether an earlier reading,
 * a while before, had the same one.
 */
const shape = z.record(
  z.string(),
  z.object({ at: z.number(), modified: z.string().nullable(), again: z.boolean().optional() }),
);
type Readings = z.infer<typeof shape>;
type Reading = Readings[string];

/** Whether nothing can have changed within the second of the last change that this reading shows. */
function isSure({ at, modified, again }: Reading): boolean {
  const changed = Date.parse(modified ?? '');
  return again === true || Number.isNaN(changed) || Math.abs(at - changed) > recentMs;
}

function readingNow(before: Reading | undefined, at: number, modified: string | null): Reading {
  const again = before !== undefined && before.modified === modified && at - before.at >= apartMs;
  return again ? { at, modified, again } : { at, modified };
}

function modifiedOf(context: AgentSyncContext, id: string): string | null {
  const modified = context.store.mirror.get('carrier', id)?.effective['modifiedDate'];
  return typeof modified === 'string' ? modified : null;
}

/** Carriers never read whole, changed since, perhaps changed since, or read too long ago. */
function wanted(context: AgentSyncContext, readings: Readings): readonly string[] {
  const now = context.clock.now();
  return allIds(context, 'carrier').filter((id) => {
    const known = readings[id];
    if (known === undefined || known.modified !== modifiedOf(context, id) || !isSure(known)) return true;
    return now < known.at || now - known.at > wholeForMs;
  });
}

/**
 * The vendor's list of carriers names four fields (vendor-apis S1): lines of business, submission
 * methods, states and upline come with each carrier read by id (C3). What cannot be read now is asked
 * for in the next cycle: the list is complete without it, so this never fails a pass.
 */
export async function carrierDetails(context: AgentSyncContext): Promise<void> {
  const { store, connector, clock, log, changes } = context;
  const parsed = shape.safeParse(store.syncState.read('carrier').memo);
  const ids = wanted(context, parsed.success ? parsed.data : {});
  if (ids.length === 0) return;
  const present = new Set(allIds(context, 'carrier'));
  const entries = Object.entries(parsed.success ? parsed.data : {}).filter(([id]) => present.has(id));
  let readings: Readings = Object.fromEntries(entries);
  let read: ReadRecord[] = [];
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const window = createWindow(
    (position) => connector.read('carrier', ids[position] ?? '', signal),
    context.ahead,
  );

  const apply = async (): Promise<void> => {
    if (read.length === 0) return;
    const at = { pass: store.syncState.read('carrier').pass, now: clock.now() };
    const rowids = store.transaction('mirror', () => {
      const newest = read.map((record) => {
        const now = connector.newest(record);
        // The echo of a change that was sent meanwhile; it may leave fields out.
        return now === record ? record : { ...now, narrow: true };
      });
      const changed = store.mirror.applyPage('carrier', newest, at);
      const news = read.map(
        ({ id }) => [id, readingNow(readings[id], at.now, modifiedOf(context, id))] as const,
      );
      readings = { ...readings, ...Object.fromEntries(news) };
      store.syncState.remember('carrier', readings);
      return changed;
    });
    read = [];
    if (rowids.length > 0) changes.rows('carrier', rowids);
    await context.breathe();
  };

  for (const [position, id] of ids.entries()) {
    window.prefetch(position, ids.length);
    const result = await window.take(position);
    if (result.ok) read.push(result.value);
    else {
      const { kind } = result.failure;
      log.write('info', 'carrier could not be read whole', { carrier: id, kind });
      // About this carrier alone; everything else will be the same for the next one.
      if (kind !== 'not-found' && kind !== 'malformed') break;
    }
    if (read.length >= perStep) await apply();
    context.progress('carrier', {
      page: position + 1,
      pages: ids.length,
      records: store.mirror.count('carrier'),
    });
  }
  left.abort();
  await apply();
}
