import { valueOf } from '../engine/outbox/support.ts';
import { bareOutbox } from './support/bareOutbox.ts';
import type { BareOutbox } from './support/bareOutbox.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { outboxRig } from './support/outboxRig.ts';
import type { OutboxRig } from './support/outboxRig.ts';
import { median } from './support/rounds.ts';

/** Records in one bulk write and on one page of a list, as the endpoint profile of practice says. */
const bulkItems = 250;
const pageItems = 1_000;
const rounds = 3;
const singles = 40;

/** Staged work in volume: against bare statements, and against the fewest requests there can be. */
export async function outboxRates({ quick }: BenchOptions): Promise<readonly Measured[]> {
  const staged = quick ? 20_000 : 100_000;
  const sent = quick ? 2_500 : 10_000;
  const r = await outboxRig(staged);
  const bare = await bareOutbox(staged);
  try {
    const ids = r.store.mirror.ids('contractAssignment', null, staged);
    const times = gestures(r, bare, ids);
    const desk = deskSeconds(r, ids);
    // Where all of a page was edited, none of it is read in vain.
    const bareWhole = await bareDrain(r, bare, staged);
    const whole = await drain(r, ids, 'whole');
    const drains: Drain[] = [];
    const bareDrains: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bareDrains.push(await bareDrain(r, bare, sent));
      drains.push(await drain(r, ids.slice(0, sent), `d${round}`));
    }
    const [first] = drains;
    if (first === undefined) throw new Error('Nothing was sent');
    const writes = Math.ceil(sent / bulkItems);
    const reads = Math.ceil(staged / pageItems);
    const reverse = reverseSeconds(r, sent);
    const inMany = `${staged} records, median of ${rounds}`;
    return [
      measured({
        name: 'stage',
        ...times.stage,
        unit: 's',
        better: 'lower',
        expected: 2.5,
        note: `one durable gesture over ${inMany}; limit: its rows in one transaction, same schema and durability`,
      }),
      measured({
        name: 'undo',
        ...times.undo,
        unit: 's',
        better: 'lower',
        expected: 3,
        note: `taking it back, ${inMany}; limit: its rows`,
      }),
      measured({
        name: 'single edit',
        ...times.one,
        unit: 'ms',
        better: 'lower',
        expected: 4,
        note: `one cell, durable, median of ${singles * rounds}; limit: its four rows`,
      }),
      measured({
        name: 'hold',
        ours: desk.hold,
        limit: times.undo.limit,
        unit: 's',
        better: 'lower',
        expected: 3,
        note: `keeping ${staged} back; limit: as for undo`,
      }),
      measured({
        name: 'discard',
        ours: desk.discard,
        limit: times.undo.limit,
        unit: 's',
        better: 'lower',
        expected: 5,
        note: `discarding ${staged}, an audit line each; limit: as for undo, without those`,
      }),
      measured({
        name: 'reverse',
        ours: reverse,
        limit: (times.stage.limit * sent) / staged,
        unit: 's',
        better: 'lower',
        expected: 12,
        note: `staging the opposite of ${sent} that were sent; limit: their share of stage`,
      }),
      measured({
        name: 'drain',
        ours: sent / median(drains.map(({ seconds }) => seconds)),
        limit: sent / median(bareDrains),
        unit: 'edits/s',
        better: 'higher',
        expected: 0.5,
        note: `${sent} edits, median of ${rounds}; limit: bare statements and the same requests; blocked at most ${Math.round(Math.max(...drains.map(({ blocked }) => blocked)))} ms at once, the stand-in in a process of its own`,
      }),
      measured({
        name: 'drain all',
        ours: staged / whole.seconds,
        limit: staged / bareWhole,
        unit: 'edits/s',
        better: 'higher',
        expected: 0.5,
        note: `all ${staged} edited at once, one round; limit as for drain; ${whole.writes + whole.reads} requests, blocked at most ${Math.round(whole.blocked)} ms at once`,
      }),
      measured({
        name: 'drain writes',
        ours: first.writes,
        limit: writes,
        unit: 'requests',
        better: 'lower',
        expected: 1.05,
        note: `for ${sent} edits; limit: full bulk writes`,
      }),
      measured({
        name: 'drain reads',
        ours: first.reads,
        limit: reads,
        unit: 'requests',
        better: 'lower',
        expected: 1.05,
        note: `to look for collisions; limit: the pages of the list`,
      }),
      measured({
        name: 'drain requests',
        ours: first.writes + first.reads,
        limit: writes + reads,
        unit: 'requests',
        better: 'lower',
        expected: 1.05,
        note: 'both together',
      }),
    ];
  } finally {
    bare.close();
    await r.dispose();
  }
}

interface Pair {
  readonly ours: number;
  readonly limit: number;
}

/** Gestures of one and of all records, ours and the bare statements in turn. */
function gestures(
  r: OutboxRig,
  bare: BareOutbox,
  ids: readonly string[],
): Readonly<Record<'stage' | 'undo' | 'one', Pair>> {
  const none = (): { readonly ours: number[]; readonly limit: number[] } => ({ ours: [], limit: [] });
  const taken = { stage: none(), undo: none(), one: none() };
  for (let round = 0; round < rounds; round += 1) {
    taken.stage.limit.push(bare.stage());
    taken.stage.ours.push(stage(r, 'userDefined1', ids, `s${round}`));
    taken.undo.limit.push(bare.undo());
    taken.undo.ours.push(seconds(() => valueOf(r.outbox.undo())));
    r.store.checkpoint();
    for (let count = 0; count < singles; count += 1) {
      taken.one.limit.push(bare.one());
      const id = ids[count] ?? '';
      taken.one.ours.push(stage(r, 'userDefined3', [id], `o${round}`) * 1000);
      valueOf(r.outbox.undo());
    }
  }
  const pair = (name: keyof typeof taken): Pair => ({
    ours: median(taken[name].ours),
    limit: median(taken[name].limit),
  });
  return { stage: pair('stage'), undo: pair('undo'), one: pair('one') };
}

function deskSeconds(
  r: OutboxRig,
  ids: readonly string[],
): { readonly hold: number; readonly discard: number } {
  stage(r, 'userDefined4', ids, 'desk');
  const operations = r.store.operations.live({ offset: 0, limit: -1 }).map(({ id }) => id);
  const hold = seconds(() => valueOf(r.outbox.hold(operations)));
  const discard = seconds(() => valueOf(r.outbox.discard(operations)));
  r.store.checkpoint();
  return { hold, discard };
}

/** Staging the opposite of what was sent last. */
function reverseSeconds(r: OutboxRig, sent: number): number {
  const [receipt] = r.outbox.receipts(0, 1);
  if (receipt === undefined) throw new Error('There is no receipt');
  return seconds(() => expectCount(valueOf(r.outbox.reverse(receipt.batchId)).staged, sent));
}

interface Drain {
  readonly seconds: number;
  readonly writes: number;
  readonly reads: number;
  /** The longest that nothing else had its turn, in milliseconds. */
  readonly blocked: number;
}

async function drain(r: OutboxRig, ids: readonly string[], tag: string): Promise<Drain> {
  stage(r, 'userDefined2', ids, tag);
  await r.standIn.clearCounters();
  const began = performance.now();
  let last = began;
  let blocked = 0;
  // Counting what is left over and over would be a good part of what is measured.
  const settled = r.receipts() + 1;
  r.outbox.start();
  while (r.receipts() < settled) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const now = performance.now();
    blocked = Math.max(blocked, now - last - 5);
    last = now;
  }
  const took = (performance.now() - began) / 1000;
  await r.outbox.stop();
  const left = r.outbox.counts().unsent;
  if (left > 0) throw new Error(`${left} edits were not sent`);
  r.store.checkpoint();
  const counters = Object.entries(await r.standIn.counters());
  const sum = (wanted: (name: string) => boolean): number =>
    counters.reduce((total, [name, count]) => total + (wanted(name) ? count : 0), 0);
  const isWrite = (name: string): boolean => name === 'updateAssignmentsBulk';
  return {
    seconds: took,
    writes: sum(isWrite),
    reads: sum((name) => !isWrite(name) && name !== 'token'),
    blocked,
  };
}

/** The pages and the writes that a drain takes, with nothing but the statements around them. */
async function bareDrain(r: OutboxRig, bare: BareOutbox, sent: number): Promise<number> {
  bare.stage();
  const ids = r.store.mirror.ids('contractAssignment', null, sent);
  const { signal } = new AbortController();
  const began = performance.now();
  for (let page = 0; ; page += 1) {
    const read = await r.connector.listPage('contractAssignment', { page, signal });
    if (!read.ok) throw new Error(read.failure.kind);
    if (read.value.last) break;
  }
  for (let from = 0; from < sent; from += bulkItems) {
    bare.claim(from, from + bulkItems);
    const items = ids.slice(from, from + bulkItems).map((id) => ({ id, values: { userDefined5: 'bare' } }));
    const answer = await r.connector.updateMany('contractAssignment', items, signal);
    if (!answer.ok) throw new Error(answer.failure.kind);
    bare.land(from, from + bulkItems);
  }
  return (performance.now() - began) / 1000;
}

function stage(r: OutboxRig, field: string, ids: readonly string[], tag: string): number {
  const edits = ids.map((recordId) => ({ recordId, field, input: { typed: `${tag} ${recordId}` } }));
  return seconds(() =>
    expectCount(valueOf(r.outbox.stage('contractAssignment', 'Bench', edits)).staged, ids.length),
  );
}

function seconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

function expectCount(count: number, wanted: number): void {
  if (count !== wanted) throw new Error(`${count} of ${wanted} edits were staged`);
}
