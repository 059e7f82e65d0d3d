import { fieldOf } from '../../../domain/collections.ts';
import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { sameValue } from '../../../domain/merge.ts';
import type { Operation } from '../../../domain/operation.ts';
import type { ConnectorFailure, ReadRecord } from '../connectors/api.ts';
import type { Claimed } from './claim.ts';
import { meaningOfWrite, refusal } from './failures.ts';
import type { Meaning } from './failures.ts';
import { chunksOf } from './plan.ts';
import { typeAgain, unquoted, unsealed } from './sealing.ts';
import type { Settlement } from './settle.ts';
import { spellingOffer } from './spelling.ts';
import { codes, vendor, word } from './words.ts';

/** What a request left behind: all settled or refused, or the reason why the rest must wait. */
export type Delivered = { readonly kind: 'delivered' } | Exclude<Meaning, { readonly kind: 'item' }>;

/**
 * Sends claimed records in as few requests as the limit allows and settles each. A refusal of the
 * whole request is halved until the offender stands alone; a failure of line, host or credentials
 * stops the rest, which was not sent.
 */
export async function deliver(
  settlement: Settlement,
  claimed: readonly Claimed[],
  signal: AbortSignal,
  progressed: (records: number) => void,
): Promise<Delivered> {
  const open = [...initialPieces(settlement, refuseLost(settlement, claimed, progressed))].reverse();
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const [first] = piece;
    if (first === undefined) continue;
    if (signal.aborted) {
      putBack(settlement, [...piece, ...open.flat()], { kind: 'again' });
      return { kind: 'again' };
    }
    const result = await request(settlement, first.collection, piece, signal);
    if (result.ok) {
      landEchoes(settlement, piece, result.value);
      progressed(piece.length);
      continue;
    }
    const meaning = meaningOfWrite(result.failure);
    if (meaning.kind === 'item') {
      if (piece.length > 1) open.push(...split(piece, result.failure).reverse());
      else {
        refuse(settlement, first, meaning.failure);
        progressed(1);
      }
      continue;
    }
    putBack(settlement, piece, meaning);
    putBack(settlement, open.flat(), { kind: 'again' });
    return meaning;
  }
  return { kind: 'delivered' };
}

/** From here on a failing item travels alone. */
const alone = 3;

/**
 * Items the server has failed on before go last and in ever smaller company, so that one item that
 * breaks the server holds up no other.
 */
function initialPieces(settlement: Settlement, claimed: readonly Claimed[]): readonly (readonly Claimed[])[] {
  const groups = new Map<number, Claimed[]>();
  for (const item of claimed) {
    const troubles = Math.min(item.troubles, alone);
    const group = groups.get(troubles);
    if (group === undefined) groups.set(troubles, [item]);
    else group.push(item);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .flatMap(([troubles, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const offer = settlement.parts.connector.updates(first.collection);
      const most = Math.min(offer.offered ? offer.maximumItems : group.length, group.length);
      return chunksOf(group, troubles >= alone ? 1 : Math.max(1, Math.floor(most / 8 ** troubles)));
    });
}

async function request(
  { parts }: Settlement,
  collection: AgentSyncCollection,
  piece: readonly Claimed[],
  signal: AbortSignal,
): Promise<
  | { readonly ok: true; readonly value: readonly ReadRecord[] }
  | { readonly ok: false; readonly failure: ConnectorFailure }
> {
  const secrets: string[] = [];
  const items = piece.map((item) => {
    const { recordId, typeCasing } = item;
    const plain = unsealed(parts.store, item);
    if (!plain.ok) throw new Error('A sealed value ended between the check and the request');
    secrets.push(...plain.secrets);
    const known =
      collection === 'producer' ? parts.store.mirror.get(collection, recordId)?.effective : undefined;
    return {
      id: recordId,
      values: plain.values,
      ...(known === undefined ? {} : { known }),
      ...(typeCasing === null ? {} : { typeCasing }),
    };
  });
  const result = await parts.connector.updateMany(collection, items, signal);
  return result.ok ? result : { ok: false, failure: unquoted(result.failure, secrets) };
}

/** Sets apart what cannot be sent because a number typed for it is gone. Answers the rest. */
export function refuseLost(
  settlement: Settlement,
  claimed: readonly Claimed[],
  progressed: (records: number) => void,
): readonly Claimed[] {
  const { store } = settlement.parts;
  const whole: Claimed[] = [];
  const lost: (readonly [Claimed, readonly string[]])[] = [];
  for (const item of claimed) {
    const plain = unsealed(store, item);
    if (plain.ok) whole.push(item);
    else lost.push([item, plain.lost]);
  }
  if (lost.length === 0) return claimed;
  settlement.commit('mirror', (write) => {
    for (const [item, fields] of lost)
      for (const operation of item.operations) write.refused(operation, typeAgain(operation, fields));
  });
  progressed(lost.length);
  return whole;
}

/** Where the server names the offenders they are set apart, else the piece is halved. */
export function split(piece: readonly Claimed[], failure: ConnectorFailure): (readonly Claimed[])[] {
  if (failure.kind === 'rejected') {
    const named = new Set(Object.keys(failure.fields).map((key) => Number.parseInt(key, 10)));
    const offenders = piece.filter((_, index) => named.has(index));
    const others = piece.filter((_, index) => !named.has(index));
    if (offenders.length > 0 && others.length > 0) return [others, ...offenders.map((item) => [item])];
  }
  const half = Math.ceil(piece.length / 2);
  return [piece.slice(0, half), piece.slice(half)];
}

/** Success is what the echo shows; an echo that shows something else is looked into before it counts. */
function landEchoes(settlement: Settlement, piece: readonly Claimed[], echoes: readonly ReadRecord[]): void {
  const byId = new Map(echoes.map((echo) => [echo.id, echo]));
  const [first] = piece;
  settlement.commit('mirror', (write) => {
    const landed: ReadRecord[] = [];
    const { operations: stored } = settlement.parts.store;
    const ids = piece.map(({ recordId }) => recordId);
    const live = first === undefined ? null : stored.liveOfMany(first.collection, ids);
    const taken: Operation[] = [];
    for (const { collection, recordId, operations, changes } of piece) {
      const echo = byId.get(recordId);
      const shown =
        echo !== undefined &&
        Object.entries(changes).every(([field, change]) => {
          const kind = fieldOf(collection, field)?.kind;
          return kind !== undefined && sameValue(kind, echo.values[field], change.value);
        });
      if (echo === undefined || !shown) {
        const why = word(codes.noAnswer, `${vendor}'s answer does not show this change. Upline looks again.`);
        for (const operation of operations) write.move(operation, { state: 'unknown', error: why });
        continue;
      }
      landed.push(echo);
      const now = live?.get(recordId) ?? [];
      for (const operation of operations)
        taken.push(now.find(({ id }) => id === operation.id) ?? stored.get(operation.id) ?? operation);
      // Most records have nothing staged beyond what has just arrived.
      if (now.length > operations.length) write.rebaseLater(collection, recordId, operations, echo.values);
    }
    write.sent(taken);
    if (first !== undefined) write.land(first.collection, landed);
  });
}

/** The server's refusal of one item, on its fields. */
export function refuse(settlement: Settlement, item: Claimed, failure: ConnectorFailure): void {
  settlement.commit('mirror', (write) => {
    const sent = Object.keys(item.changes);
    const sentAs = {
      casing: item.typeCasing ?? settlement.parts.connector.typeCasing(),
      chosen: item.typeCasing !== null,
    };
    for (const operation of item.operations) {
      const fields = sent.filter((field) => operation.changes[field] !== undefined);
      const error = refusal(failure, fields);
      const offer = spellingOffer(failure, operation, sentAs);
      write.refused(
        operation,
        offer === null ? error : { ...error, code: offer.code, message: `${error.message} ${offer.words}` },
      );
    }
  });
}

/** Gives claimed records the state that a failure not of their making leaves them in. */
export function putBack(
  settlement: Settlement,
  piece: readonly Pick<Claimed, 'operations'>[],
  meaning: Exclude<Meaning, { readonly kind: 'item' }>,
): void {
  if (piece.length === 0) return;
  if (meaning.kind === 'look')
    settlement.late.note(piece.flatMap(({ operations }) => operations.map(({ id }) => id)));
  settlement.commit('mirror', (write) => {
    for (const { operations } of piece) {
      for (const operation of operations) {
        switch (meaning.kind) {
          case 'again':
            write.move(operation, { state: 'ready', sentAt: operation.sentAt, error: operation.error });
            break;
          case 'wait':
            write.move(operation, {
              state: 'waiting',
              sentAt: operation.sentAt,
              retryAt: meaning.until,
              error: meaning.word,
            });
            break;
          case 'look':
            write.move(operation, {
              state: 'unknown',
              attempts: operation.attempts + 1,
              error: meaning.word,
            });
            break;
          case 'person':
            write.move(operation, { state: 'needs-auth', sentAt: operation.sentAt, error: meaning.word });
            break;
          case 'hold':
            write.move(operation, { state: 'held', sentAt: operation.sentAt, error: meaning.word });
            break;
        }
      }
    }
  });
}
