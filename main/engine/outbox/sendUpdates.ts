import type { AgentSyncCollection } from '../../../domain/fields.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import { claim } from './claim.ts';
import { meaningOfRead } from './failures.ts';
import { glances, look } from './look.ts';
import { moveLog } from './moveLog.ts';
import type { Delivered } from './send.ts';
import { deliver } from './send.ts';
import type { Settlement } from './settle.ts';
import type { Sight, Sights } from './sights.ts';
import { codes } from './words.ts';

interface Work {
  readonly collection: AgentSyncCollection;
  readonly ids: readonly string[];
  /** Items that one request takes. */
  readonly most: number;
}

/**
 * Sends changed records while they are being looked at: as soon as a full request's worth has been seen it
 * goes out, so that little is held in memory and what is sent was seen a moment ago. Full requests only,
 * but for the last one.
 */
export async function sendUpdates(
  settlement: Settlement,
  sights: Sights,
  { collection, ids, most }: Work,
  signal: AbortSignal,
  progressed: (records: number) => void,
): Promise<Delivered> {
  const { parts } = settlement;
  const open = new Set(ids);
  const kept = sights.take(collection, open);
  const batch = new Map(kept.sights);
  let nextPage: number | null = kept.fromPage;

  /** Where the host asked us to slow down nothing needs looking at again. */
  const stopped = (end: Exclude<Delivered, { kind: 'delivered' }>, unsent: ReadonlyMap<string, Sight>) => {
    if (end.kind === 'wait' && end.word.code === codes.rateLimited)
      sights.keep(collection, new Map([...unsent, ...batch]), nextPage);
    return end;
  };
  const flush = async (least: number): Promise<Delivered> => {
    while (batch.size >= least && batch.size > 0) {
      if (signal.aborted) return { kind: 'again' };
      const piece = new Map([...batch].slice(0, most));
      for (const id of piece.keys()) batch.delete(id);
      const failure = await renew(settlement, sights, collection, piece, signal);
      if (failure !== null) return stopped(endOf(failure), new Map());
      const claimed = claim(settlement, collection, piece);
      progressed(piece.size - claimed.length);
      if (claimed.length === 0) continue;
      const delivered = await deliver(settlement, claimed, signal, progressed);
      if (delivered.kind !== 'delivered') return stopped(delivered, piece);
      moveLog(parts);
    }
    return { kind: 'delivered' };
  };

  const unseen = ids.filter((id) => !batch.has(id));
  const started = await flush(most);
  if (started.kind !== 'delivered') return started;
  for await (const glance of glances(parts, collection, unseen, { most, fromPage: kept.fromPage, signal })) {
    if (!glance.ok) return stopped(endOf(glance.failure), new Map());
    for (const [id, seen] of glance.seen) batch.set(id, { seen, at: glance.at });
    nextPage = glance.nextPage;
    const sent = await flush(most);
    if (sent.kind !== 'delivered') return sent;
  }
  nextPage = null;
  return flush(1);
}

/** Looks again at what was seen too long ago. */
async function renew(
  { parts }: Settlement,
  sights: Sights,
  collection: AgentSyncCollection,
  piece: Map<string, Sight>,
  signal: AbortSignal,
): Promise<ConnectorFailure | null> {
  const old = [...piece].filter(([, { at }]) => !sights.isFresh(at)).map(([id]) => id);
  if (old.length === 0) return null;
  const looked = await look(parts, collection, old, signal);
  if (!looked.ok) return looked.failure;
  const at = parts.clock.now();
  for (const [id, seen] of looked.seen) piece.set(id, { seen, at });
  return null;
}

function endOf(failure: ConnectorFailure): Exclude<Delivered, { kind: 'delivered' }> {
  const meaning = meaningOfRead(failure);
  // A read never blames an item; were it to, trying again later is the safe answer.
  return meaning.kind === 'item' ? { kind: 'again' } : meaning;
}
