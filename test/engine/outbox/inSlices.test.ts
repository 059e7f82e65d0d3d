import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import type { Sliced } from '../../../main/engine/slices.ts';
import type { Operation } from '../../../domain/operation.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

/** More than one slice works out. */
const assignments = 4_500;
const field = 'userDefined1';

let r: Rig;
let ids: readonly string[];
/** In the first slice. */
let early: string;

beforeAll(async () => {
  r = await rig({ assignments });
  ids = r.store.mirror.ids('contractAssignment', null, assignments);
});
afterAll(() => r.dispose());
beforeEach(() => {
  early = ids[10] ?? '';
});

const edits = (typed: string) => ids.map((recordId) => ({ recordId, field, input: { typed } }));
const staging = (typed: string) => r.outbox.stageSlowly('contractAssignment', 'Many', edits(typed));

/** What the vendor says of a record from now on. */
function theirs(id: string, values: Readonly<Record<string, string>>): void {
  const record = r.store.mirror.get('contractAssignment', id);
  const server = { ...record?.server, ...values };
  const copy = { id, server, values: readServerCopy('contractAssignment', server) };
  r.store.transaction('mirror', () =>
    r.store.mirror.applyPage('contractAssignment', [copy], { pass: 1, now: r.clock.now() }),
  );
}

function live(id: string): readonly Operation[] {
  return r.store.operations.liveOf('contractAssignment', id);
}

function begun<T>(work: Sliced<T>): Sliced<T> {
  expect(work.next().done).toBe(false);
  return work;
}

describe('many edits that are worked out in slices', () => {
  it('write nothing before all of them are worked out, and tell how far they are', () => {
    const told: number[] = [];
    const work = r.outbox.stageSlowly('contractAssignment', 'Many', edits('slices'), {
      onProgress: ({ done, total }) => {
        expect(total).toBe(assignments);
        told.push(done);
      },
    });
    begun(work);
    expect(r.outbox.counts().unsent).toBe(0);
    expect(valueOf(atOnce(work)).staged).toBe(assignments);
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(assignments);
    valueOf(r.outbox.undo());
  });

  it('start from what the server holds by the time they are written', () => {
    const work = begun(staging('over theirs'));
    theirs(early, { [field]: 'Theirs' });
    expect(valueOf(atOnce(work)).staged).toBe(assignments);
    expect(live(early)[0]?.changes[field]).toEqual({ base: 'Theirs', value: 'over theirs' });
    valueOf(r.outbox.undo());
  });

  it('notice a change at the server under a value that is staged already', () => {
    valueOf(r.type(field, { [early]: 'Mine' }));
    const work = begun(staging('over both'));
    theirs(early, { [field]: 'Changed below' });
    valueOf(atOnce(work));
    expect(live(early).at(-1)?.changes[field]?.base).toBe('Changed below');
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
  });

  it('leave alone what a person typed meanwhile, where it is the same', () => {
    const work = begun(staging('the same'));
    valueOf(r.type(field, { [early]: 'the same' }));
    expect(valueOf(atOnce(work))).toMatchObject({ staged: assignments - 1, unchanged: 1 });
    expect(live(early)).toHaveLength(1);
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
  });

  it('do not put aside a change that has left meanwhile', () => {
    const before = r.held(early, field);
    valueOf(r.type(field, { [early]: 'on its way' }));
    const [sent] = live(early);
    theirs(early, { [field]: before });
    const work = begun(staging(before === '' ? 'x' : before));
    r.store.transaction('mirror', () => r.store.operations.update(sent?.id ?? '', { state: 'sending' }));
    valueOf(atOnce(work));
    expect(r.store.operations.get(sent?.id ?? '')?.state).toBe('sending');
    expect(live(early)).toHaveLength(2);
    r.store.transaction('mirror', () => r.store.operations.update(sent?.id ?? '', { state: 'ready' }));
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
  });

  it('refuse a record that went away meanwhile', () => {
    const work = begun(staging('gone'));
    r.store.transaction('mirror', () => r.store.mirror.markGone('contractAssignment', early, r.clock.now()));
    expect(valueOf(atOnce(work))).toMatchObject({ staged: assignments - 1, refusedCount: 1 });
    valueOf(r.outbox.undo());
    theirs(early, {});
  });

  it('are written in the end however much is written in between', () => {
    const work = staging('busy');
    let slices = 0;
    for (;;) {
      const step = work.next();
      if (step.done === true) {
        expect(valueOf(step.value).staged).toBe(assignments);
        break;
      }
      slices += 1;
      theirs(early, { [field]: `Theirs ${slices}` });
    }
    expect(live(early)[0]?.changes[field]?.base).toBe(`Theirs ${slices}`);
    valueOf(r.outbox.undo());
  });

  it('are none when a person stops them before they are written', () => {
    let stop = false;
    const stopped = { code: 'stopped', message: 'Stopped.' };
    const work = r.outbox.stageSlowly('contractAssignment', 'Many', edits('never'), {
      unless: () => (stop ? stopped : null),
    });
    begun(work);
    stop = true;
    expect(atOnce(work)).toEqual({ ok: false, error: stopped });
    expect(r.outbox.counts().unsent).toBe(0);
  });
});

describe('many new records that are worked out in slices', () => {
  it('are not made where one of them came from the server meanwhile', () => {
    const one = r.store.mirror.get('contractAssignment', early);
    const { productId = null, commissionLevelId = null, assignmentStatusId = null } = one?.effective ?? {};
    const records = Array.from({ length: 600 }, (_, index) => ({
      collection: 'contractAssignment' as const,
      values: { npn: String(90_000_000 + index), productId, commissionLevelId, assignmentStatusId },
      title: `Row ${index}`,
    }));
    const work = begun(
      r.outbox.createManySlowly('Import', records, { collection: 'contractAssignment', edits: [] }),
    );
    const twin = { ...one?.server, id: 'twin', npn: '90000000', productId };
    const server = twin;
    r.store.transaction('mirror', () =>
      r.store.mirror.applyPage(
        'contractAssignment',
        [{ id: 'twin', server, values: readServerCopy('contractAssignment', server) }],
        { pass: 1, now: 1 },
      ),
    );
    const made = valueOf(atOnce(work));
    expect(made.batchId).toBeNull();
    expect(made.refused.map(({ record }) => record)).toEqual(['Row 0']);
  });
});
