import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rig, valueOf } from '../engine/outbox/support.ts';
import type { Rig } from '../engine/outbox/support.ts';
import type { RuleInput } from '../../sandbox/index.ts';

/**
 * Random lives of an outbox: gestures, undo, other people's edits, pulls, lost networks, every fault
 * of the wire, clock jumps and restarts, against the stand-in and a plain model of what a person may
 * expect. At the end everything heals, the queue drains, people decide what is theirs to decide, and
 * the screen, the server and the model must agree, with every effect in the journal once.
 */

const runs = Number(process.env['UPLINE_MODEL_RUNS'] ?? '300');
const seed = Number(process.env['UPLINE_SEED'] ?? Date.now() % 2 ** 31);
const records = 6;
const fields = ['userDefined1', 'userDefined2', 'writingNumber'] as const;

/** What may be found on the server. Values are never used twice, so each names one gesture. */
interface Model {
  /** Batches older than this belong to earlier sequences. */
  readonly firstBatch: number;
}

interface Life {
  readonly rig: Rig;
  readonly ids: readonly string[];
  /** Values the person asked for, by cell. */
  readonly asked: Map<string, Set<string>>;
  /** Values written by somebody else, by cell. */
  readonly others: Map<string, Set<string>>;
  /** Values the person insisted on in a conflict: they may rightly be written again. */
  readonly insisted: Set<string>;
  unique: number;
}

const cell = (id: string, field: string): string => `${id} ${field}`;
const add = (map: Map<string, Set<string>>, key: string, value: string): void => {
  const set = map.get(key) ?? new Set<string>();
  set.add(value);
  map.set(key, set);
};

type Command = fc.AsyncCommand<Model, Life>;
const always = (): boolean => true;

/** Nothing the person staged may be missing: every live operation is on the screen. */
function nothingMissing({ rig: r }: Life): void {
  for (const { collection, targetId } of r.store.operations.liveRecords({ offset: 0, limit: 1000 })) {
    const wanted = new Map<string, unknown>();
    for (const operation of r.store.operations.liveOf(collection, targetId))
      for (const [field, change] of Object.entries(operation.changes)) wanted.set(field, change.value);
    const record = r.store.mirror.get(collection, targetId);
    for (const [field, value] of wanted)
      expect(record?.effective[field] ?? null, `${targetId} ${field} on screen`).toEqual(value);
  }
}

/** No value of ours reached a cell more often than it was asked for there. */
function nothingTwice(life: Life): void {
  const seen = new Map<string, number>();
  for (const effect of life.rig.effects()) {
    for (const [field, change] of Object.entries(effect.changes)) {
      if (typeof change.to !== 'string' || !change.to.startsWith('mine')) continue;
      const key = `${cell(effect.id, field)}=${change.to}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      expect(life.asked.get(cell(effect.id, field))?.has(change.to), `nobody asked for ${key}`).toBe(true);
    }
  }
  // Values are never used twice by the commands, so twice in the journal is twice done.
  const twice = [...seen].filter(([key, times]) => times > 1 && !life.insisted.has(key)).map(([key]) => key);
  expect(twice, historyOf(life, twice)).toEqual([]);
}

/** Everything that happened to the cells in question, to read a failure by. */
function historyOf({ rig: r }: Life, keys: readonly string[]): string {
  return keys
    .map((key) => {
      const [id = '', field = ''] = (key.split('=')[0] ?? '').split(' ');
      const effects = r.sandbox.control
        .journal()
        .filter((effect) => effect.id === id && effect.changes[field] !== undefined)
        .map((effect) => `${effect.origin} ${JSON.stringify(effect.changes[field])}`);
      const operations = r.store.operations
        .batches(0, 40)
        .flatMap((batch) => r.store.operations.ofBatch(batch.id))
        .filter((operation) => operation.targetId === id && operation.changes[field] !== undefined)
        .sort((a, b) => a.sequence - b.sequence)
        .map(
          (o) =>
            `#${o.sequence} ${JSON.stringify(o.changes[field])} ${o.state} ${o.error?.code ?? ''} ${o.attempts}`,
        );
      return [`${field}:`, ...effects, ...operations].join('\n  ');
    })
    .join('\n');
}

const stage = (rows: readonly number[], field: number): Command => ({
  check: always,
  async run(_, life) {
    const name = fields[field % fields.length] ?? fields[0];
    const cells: Record<string, string> = {};
    for (const row of rows) {
      const id = life.ids[row % records];
      if (id === undefined) continue;
      life.unique += 1;
      cells[id] = `mine${life.unique}`;
      add(life.asked, cell(id, name), cells[id]);
    }
    const outcome = valueOf(life.rig.type(name, cells, `gesture ${life.unique}`));
    expect(outcome.refusedCount).toBe(0);
    for (const [id, text] of Object.entries(cells)) expect(life.rig.shown(id, name)).toBe(text);
    nothingMissing(life);
    await Promise.resolve();
  },
  toString: () => `stage(${rows.join(',')} field ${field})`,
});

const simple = (name: string, run: (life: Life) => Promise<void> | void): Command => ({
  check: always,
  async run(_, life) {
    await run(life);
    nothingMissing(life);
    nothingTwice(life);
  },
  toString: () => name,
});

/** Types what the server holds back into a cell. */
const back = (at: number, field: number): Command =>
  simple(`back(${at} field ${field})`, ({ rig: r, ids, insisted }) => {
    const id = ids[at % records] ?? '';
    const name = fields[field % fields.length] ?? fields[0];
    const server = r.store.mirror.get('contractAssignment', id)?.server?.[name];
    const text = typeof server === 'string' ? server : '';
    // What the server holds may be our own earlier value: asked for again, it may rightly be written again.
    insisted.add(`${cell(id, name)}=${text}`);
    valueOf(r.type(name, { [id]: text }, 'back'));
  });

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const undo = simple('undo', ({ rig: r }) => {
  const { undo: label } = r.outbox.undoable();
  const result = r.outbox.undo();
  expect(result.ok).toBe(label !== null);
});
const redo = simple('redo', ({ rig: r }) => {
  const { redo: label } = r.outbox.undoable();
  const result = r.outbox.redo();
  expect(result.ok).toBe(label !== null);
});
const remote = (row: number, field: number): Command =>
  simple(`remote(${row} field ${field})`, (life) => {
    const id = life.ids[row % records] ?? '';
    const name = fields[field % fields.length] ?? fields[0];
    life.unique += 1;
    const value = `theirs${life.unique}`;
    add(life.others, cell(id, name), value);
    life.rig.sandbox.control.remoteEdit('contractAssignments', id, { [name]: value });
  });
const offline = (chosen: boolean, lost: boolean): Command =>
  simple(`offline(chosen ${String(chosen)}, lost ${String(lost)})`, ({ rig: r }) => {
    r.network.choose(chosen);
    r.sandbox.control.setOffline(lost);
  });
const settle = (milliseconds: number): Command => simple(`wait(${milliseconds})`, () => pause(milliseconds));
const pull = simple('pull', async ({ rig: r }) => {
  if (r.network.status().state === 'offline' || r.sandbox.control.isOffline()) return;
  // A failed pull is no failure of the outbox: the fault was aimed at reads.
  await r.pull(['contractAssignment']).catch(() => undefined);
});
const jump = (hours: number): Command =>
  simple(`jump(${hours} h)`, ({ rig: r }) => {
    r.clock.jump(hours * 3_600_000);
  });
const restart = simple('restart', async ({ rig: r }) => {
  await r.restart();
  r.outbox.start();
});
const fault = (rule: RuleInput, name: string): Command =>
  simple(name, ({ rig: r }) => {
    r.sandbox.control.addFault(rule);
  });
const put = { method: 'PUT' } as const;
const faults: readonly Command[] = [
  fault({ match: put, action: { kind: 'drop', phase: 'before' }, times: 1 }, 'drop before'),
  fault({ match: put, action: { kind: 'drop', phase: 'after' }, times: 1 }, 'drop after'),
  fault({ match: put, action: { kind: 'cut' }, times: 1 }, 'cut answer'),
  fault({ match: put, action: { kind: 'malformed' }, times: 1 }, 'malformed answer'),
  fault({ match: put, action: { kind: 'status', status: 500, phase: 'before' }, times: 1 }, '500 before'),
  fault({ match: put, action: { kind: 'status', status: 500, phase: 'after' }, times: 2 }, '500 after'),
  fault({ match: put, action: { kind: 'status', status: 429, retryAfter: 7 }, times: 2 }, '429'),
  fault({ match: put, action: { kind: 'status', status: 401 }, times: 1 }, '401'),
  fault({ match: put, action: { kind: 'status', status: 403 }, times: 1 }, '403'),
  fault({ match: {}, action: { kind: 'status', status: 503 }, times: 2 }, '503 anywhere'),
  fault({ match: { method: 'GET' }, action: { kind: 'drop', phase: 'before' }, times: 2 }, 'drop reads'),
  fault({ match: put, action: { kind: 'latency', ms: 8 }, times: 2 }, 'slow'),
];

const row = fc.nat(records - 1);
const commands = [
  fc
    .tuple(fc.uniqueArray(row, { minLength: 1, maxLength: 4 }), fc.nat(2))
    .map(([rows, field]) => stage(rows, field)),
  fc
    .tuple(fc.uniqueArray(row, { minLength: 1, maxLength: 4 }), fc.nat(2))
    .map(([rows, field]) => stage(rows, field)),
  fc.tuple(row, fc.nat(2)).map(([at, field]) => back(at, field)),
  fc.constant(undo),
  fc.constant(redo),
  fc.tuple(row, fc.nat(2)).map(([at, field]) => remote(at, field)),
  fc.tuple(fc.boolean(), fc.boolean()).map(([chosen, lost]) => offline(chosen, lost && !chosen)),
  fc.constant(offline(false, false)),
  fc.integer({ min: 1, max: 12 }).map(settle),
  fc.constant(pull),
  fc.constantFrom(-5, 1, 30).map(jump),
  fc.constant(restart),
  fc.constantFrom(...faults),
];

/** Heals everything, lets the queue drain, and decides what only a person can. */
async function healAndDrain(life: Life, choose: 'mine' | 'theirs'): Promise<void> {
  const { rig: r } = life;
  r.sandbox.control.clearFaults();
  r.sandbox.control.setOffline(false);
  r.network.choose(true);
  r.network.choose(false);
  r.outbox.credentialsChanged();
  for (let decisions = 0; decisions < 20; decisions += 1) {
    r.outbox.send(undefined);
    await r.drained();
    const { items } = r.outbox.list({ offset: 0, limit: 100 });
    if (items.length === 0) return;
    for (const item of items) {
      // Whatever is left must name what a person has to decide.
      expect(['conflict', 'refused', 'needs-auth']).toContain(item.state);
      expect(item.reason).not.toBe('');
      if (item.state === 'conflict') {
        if (choose === 'mine')
          for (const { targetId, changes } of item.operationIds.flatMap(
            (id) => r.store.operations.get(id) ?? [],
          ))
            for (const [field, change] of Object.entries(changes))
              life.insisted.add(`${cell(targetId, field)}=${String(change.value)}`);
        valueOf(r.outbox.resolve(item.operationIds, choose));
      } else valueOf(r.outbox.send(item.operationIds));
    }
  }
  throw new Error(`the queue does not drain: ${JSON.stringify(r.outbox.list({ offset: 0, limit: 3 }))}`);
}

function compare(life: Life): void {
  const { rig: r } = life;
  nothingMissing(life);
  nothingTwice(life);
  expect(r.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
  expect(r.store.audit.verify().brokenAt).toBeNull();
  for (const id of life.ids) {
    for (const field of fields) {
      const held = r.held(id, field);
      expect(r.shown(id, field), `${id} ${field}: screen and server`).toBe(held);
      if (held.startsWith('mine')) expect(life.asked.get(cell(id, field))?.has(held)).toBe(true);
      if (held.startsWith('theirs')) expect(life.others.get(cell(id, field))?.has(held)).toBe(true);
    }
  }
}

/** The last value sent to a cell is an effect in the journal. */
function everySentIsThere({ rig: r }: Life, model: Model): void {
  const effects = new Set<string>();
  for (const effect of r.effects())
    for (const [field, change] of Object.entries(effect.changes))
      effects.add(`${cell(effect.id, field)}=${JSON.stringify(change.to)}`);
  const last = new Map<string, unknown>();
  for (const batch of [...r.store.operations.batches(0, 500)].reverse()) {
    if (batch.sequence < model.firstBatch) continue;
    for (const operation of r.store.operations.ofBatch(batch.id)) {
      if (operation.state !== 'done') continue;
      for (const [field, change] of Object.entries(operation.changes))
        last.set(cell(operation.targetId, field), change.value);
    }
  }
  for (const [key, value] of last) {
    if (typeof value === 'string' && value.startsWith('mine'))
      expect(effects.has(`${key}=${JSON.stringify(value)}`), `${key}=${value} was sent`).toBe(true);
  }
}

describe('any life of the outbox', () => {
  let life: Life;
  beforeAll(async () => {
    const r = await rig({
      assignments: records,
      speed: 2000,
      timeoutMs: 2_000,
      // At this speed an hour's token would expire within seconds; expiry comes from the 401 faults.
      profile: { tokenLifeSeconds: 86_400 },
    });
    life = {
      rig: r,
      ids: r.ids.slice(0, records),
      asked: new Map(),
      others: new Map(),
      insisted: new Set(),
      unique: 0,
    };
  }, 60_000);
  afterAll(async () => {
    await life.rig.dispose();
  });

  it(`loses nothing and does nothing twice over ${runs} sequences`, async () => {
    console.log(`seed ${seed}, ${runs} sequences`);
    const total = { commands: 0, effects: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.commands(commands, { maxCommands: 25, size: 'max' }),
        fc.constantFrom('mine' as const, 'theirs' as const),
        async (sequence, choose) => {
          // One stand-in and one store serve all sequences; each starts drained, on a clean journal.
          life.rig.sandbox.control.reset();
          await healAndDrain(life, 'theirs');
          await life.rig.pull(['contractAssignment']);
          life.rig.outbox.start();
          const [newest] = life.rig.store.operations.batches(0, 1);
          const model: Model = { firstBatch: (newest?.sequence ?? 0) + 1 };
          await fc.asyncModelRun(() => ({ model, real: life }), sequence);
          await healAndDrain(life, choose);
          await life.rig.pull(['contractAssignment']);
          compare(life);
          everySentIsThere(life, model);
          total.commands += [...sequence].length;
          total.effects += life.rig.effects().length;
        },
      ),
      { seed, numRuns: runs, endOnFailure: process.env['UPLINE_MODEL_SHRINK'] === undefined },
    );
    console.log(`${total.commands} commands in ${runs} sequences; ${total.effects} effects`);
  }, 3_600_000);
});
