import type { TypeCasing } from '../../../domain/commissionLevel.ts';
import type { AgentSyncCollection } from '../../../domain/fields.ts';
import type { FieldChange, Operation } from '../../../domain/operation.ts';
import type { ReadRecord } from '../connectors/api.ts';
import { judge, mergedNote } from './check.ts';
import { createWaits } from './dependencies.ts';
import { readConfirmed } from './confirmed.ts';
import { createTerminations, heldWords } from './holding.ts';
import type { Seen } from './look.ts';
import { sendablePrefix } from './plan.ts';
import type { Settlement } from './settle.ts';
import { createChosenSpelling } from './spelling.ts';
import { codes, vendor, word } from './words.ts';

/** One record on its way: its operations are `sending` and its changes one item of a request. */
export interface Claimed {
  readonly collection: AgentSyncCollection;
  readonly recordId: string;
  readonly operations: readonly Operation[];
  readonly changes: Readonly<Record<string, FieldChange>>;
  /** How often the server failed on it before; failing items are sent in smaller company. */
  readonly troubles: number;
  /** The spelling of commission types a person chose for it; null for the connection's. */
  readonly typeCasing: TypeCasing | null;
}

const gone = word(
  codes.gone,
  `This record is no longer at ${vendor}, so the change cannot be sent. Make the record again, discard the change, or ask who removed it.`,
);

/**
 * Decides what of these records goes out now, against what the server was just seen to hold, and
 * marks it as being sent. All in one durable transaction, so that a crash after it is known to have
 * perhaps sent them. Operations staged or taken back while we looked are seen as they are now.
 */
export function claim(
  settlement: Settlement,
  collection: AgentSyncCollection,
  sights: ReadonlyMap<string, { readonly seen: Seen }>,
): readonly Claimed[] {
  const { store, clock } = settlement.parts;
  const now = clock.now();
  const claimed: Claimed[] = [];
  const waits = createWaits(store);
  const ends = createTerminations(settlement.parts);
  let known: ReadonlySet<string> | null = null;
  const confirmed = (): ReadonlySet<string> => (known ??= readConfirmed(store));
  const chosenSpelling = createChosenSpelling(store);
  settlement.commit('gesture', (write) => {
    const fresh: ReadRecord[] = [];
    const unnoted: Operation[] = [];
    const live = store.operations.liveOfMany(collection, [...sights.keys()]);
    for (const [id, { seen: held }] of sights) {
      const operations = sendablePrefix(live.get(id) ?? [], now, waits);
      if (operations.length === 0) continue;
      if (held.kind === 'gone') {
        for (const operation of operations) write.refused(operation, gone);
        continue;
      }
      const { record } = held;
      fresh.push(record);
      const verdict = judge(collection, operations, record.values);
      for (const { operation, error } of verdict.conflicts) write.conflict(operation, error);
      for (const operation of verdict.settled) write.done(operation, verdict.settledWord);
      if (verdict.settled.length > 0) write.rebaseLater(collection, id, verdict.settled, record.values);
      if (verdict.send.length === 0) continue;
      if (ends(collection, verdict.changes)) {
        const unasked = verdict.send.filter(
          (operation) => ends(collection, operation.changes) && !confirmed().has(operation.id),
        );
        for (const operation of unasked)
          write.move(operation, { state: 'held', retryAt: null, error: heldWords.termination });
        if (unasked.length > 0) continue;
      }
      const before = store.mirror.holdsCopy(collection, id, record.server)
        ? record.values
        : (store.mirror.get(collection, id)?.server ?? null);
      const note = mergedNote(collection, before, record.values, verdict.changes);
      if (note === null) unnoted.push(...verdict.send);
      else for (const operation of verdict.send) write.sending(operation, note);
      claimed.push({
        collection,
        recordId: id,
        operations: verdict.send,
        changes: verdict.changes,
        troubles: Math.max(...verdict.send.map((operation) => troublesOf(operation))),
        typeCasing: chosenSpelling(verdict.send),
      });
    }
    write.sendingAll(unnoted);
    write.land(collection, fresh);
  });
  return claimed;
}

function troublesOf({ attempts, error }: Operation): number {
  return error?.code === codes.serverTrouble ? attempts : 0;
}
