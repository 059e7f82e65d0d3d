import { afterEach, describe, expect, it } from 'vitest';
import { createRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

/** Cycles follow each other at once; the clock moves on by a second with each. */
async function rigWith(options: RigOptions): Promise<Rig> {
  rig = await createRig({ size: { assignments: 40, carriers: 2 }, intervalMs: 1_000, ...options });
  rig.start();
  await rig.until((states) => states.every(({ completedAt }) => completedAt !== null), 'a first pass');
  return rig;
}

type Call = 'listAssignments' | 'listProducts' | 'listLevels' | 'listAssignmentStatuses';
const counted = (made: Rig, call: Call): number => made.sandbox.control.counters()[call] ?? 0;

/** Waits for so many more lists of assignments. */
async function cycles(made: Rig, count: number): Promise<void> {
  const until = counted(made, 'listAssignments') + count;
  await made.until(() => counted(made, 'listAssignments') >= until, `${count} more cycles`);
}

/** A product with a level, and an assignment that names both; answers the product's id. */
function newProduct(made: Rig): string {
  const { control } = made.sandbox;
  const [old] = control.records('products', 0, 1);
  const [level] = control.records('commissionLevels', 0, 1);
  const [assignment] = control.records('contractAssignments', 0, 1);
  if (old === undefined || level === undefined || assignment === undefined) throw new Error('no data');
  const { id: _product, ...product } = old;
  const { id } = control.remoteCreate('products', { ...product, name: 'Brand new' });
  const { id: _level, ...levelFields } = level;
  const made2 = control.remoteCreate('commissionLevels', { ...levelFields, productId: id });
  const { id: _assignment, ...fields } = assignment;
  control.remoteCreate('contractAssignments', { ...fields, productId: id, commissionLevelId: made2.id });
  return id;
}

describe('lookups', () => {
  it('are read once a day, and when a person asks', async () => {
    const made = await rigWith({});
    const before = counted(made, 'listAssignmentStatuses');
    await cycles(made, 4);
    await made.restart();
    await cycles(made, 2);
    expect(counted(made, 'listAssignmentStatuses')).toBe(before);
    made.sync.now();
    await made.until(() => counted(made, 'listAssignmentStatuses') > before, 'statuses read again');
  });

  it('are read again once they are old', async () => {
    const made = await rigWith({ lookupsMs: 3_000 });
    const before = counted(made, 'listAssignmentStatuses');
    await cycles(made, 12);
    const passes = counted(made, 'listAssignmentStatuses') - before;
    expect(passes).toBeGreaterThanOrEqual(1);
    expect(passes).toBeLessThan(8);
  });
});

describe('products and levels', () => {
  it('are left alone while they are fresh, cycle after cycle', async () => {
    const made = await rigWith({});
    const before = [counted(made, 'listProducts'), counted(made, 'listLevels')];
    await cycles(made, 5);
    expect([counted(made, 'listProducts'), counted(made, 'listLevels')]).toEqual(before);
    await made.restart();
    await cycles(made, 3);
    expect([counted(made, 'listProducts'), counted(made, 'listLevels')]).toEqual(before);
  });

  it('are read again once they are old', async () => {
    const made = await rigWith({ catalogueMs: 3_000 });
    const before = counted(made, 'listProducts');
    await cycles(made, 12);
    const passes = (counted(made, 'listProducts') - before) / 2;
    expect(passes).toBeGreaterThanOrEqual(1);
    expect(passes).toBeLessThan(8);
  });

  it('are read again when a person asks', async () => {
    const made = await rigWith({});
    const before = [counted(made, 'listProducts'), counted(made, 'listLevels')];
    made.sync.now();
    await made.until(() => counted(made, 'listLevels') > (before[1] ?? 0), 'levels read again');
    expect(counted(made, 'listProducts')).toBeGreaterThan(before[0] ?? 0);
  });

  it('are read again when an assignment names one that is not here', async () => {
    const made = await rigWith({});
    const id = newProduct(made);
    await made.until(() => made.store.mirror.get('product', id) !== null, 'the new product');
    await made.until(
      () => made.store.mirror.unknownToAssignments('commissionLevel').length === 0,
      'its level',
    );
  });

  it('are not looked for again and again when they are nowhere to be found', async () => {
    const made = await rigWith({});
    const { control } = made.sandbox;
    const [assignment] = control.records('contractAssignments', 0, 1);
    control.remoteEdit('contractAssignments', assignment?.id ?? '', { commissionLevelId: 'nowhere' });
    const before = counted(made, 'listLevels');
    await made.until(() => counted(made, 'listLevels') > before, 'a look for the level');
    await cycles(made, 2);
    const looked = counted(made, 'listLevels');
    await cycles(made, 4);
    expect(counted(made, 'listLevels')).toBe(looked);
    expect(made.store.syncState.read('commissionLevel').memo).toEqual(['nowhere']);
    // Another one is looked for all the same.
    const id = newProduct(made);
    await made.until(() => made.store.mirror.get('product', id) !== null, 'the new product');
  });
});
