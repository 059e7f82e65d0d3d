import { afterEach, describe, expect, it } from 'vitest';
import { make, makeChain, tray, tryToMake } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});
const start = async (...options: Parameters<typeof rig>): Promise<Rig> => {
  used = await rig(...options);
  return used;
};

describe('what is there already', () => {
  it('is named instead of being made twice here', async () => {
    const r = await start();
    const [carrier] = r.sandbox.control.records('carriers', 0, 1);
    const name = r.store.views.label('product', 'carrierId', carrier?.id ?? '');
    const twice = tryToMake(r, 'carrier', { name: ` ${name.toUpperCase()} ` });
    expect(twice).toMatchObject({ id: null, batchId: null });
    expect(twice.refused[0]).toMatchObject({ field: 'name', expected: expect.stringContaining(name) });

    const [id = ''] = r.ids;
    const { npn, productId, commissionLevelId, assignmentStatusId } =
      r.store.mirror.get('contractAssignment', id)?.effective ?? {};
    const values = {
      npn: String(npn),
      productId: String(productId),
      commissionLevelId: String(commissionLevelId),
      assignmentStatusId: String(assignmentStatusId),
    };
    expect(tryToMake(r, 'contractAssignment', values).refused[0]).toMatchObject({ field: 'npn' });

    const chain = makeChain(r, 'Acme Life', 1, 0);
    expect(tryToMake(r, 'carrier', { name: 'ACME LIFE' }).refused[0]?.expected).toContain('waiting here');
    const again = { productId: chain.product, name: 'LEVEL 1', type: 'Percent' };
    expect(tryToMake(r, 'commissionLevel', again).refused).toHaveLength(1);
    expect(r.outbox.counts().unsent).toBe(3);
  });

  it('is taken over when somebody made it meanwhile, and what differs is asked about', async () => {
    const r = await start();
    const chain = makeChain(r, 'Acme Life', 1, 0);
    const theirs = r.sandbox.control.remoteCreate('carriers', { name: 'acme life', naic: '11111' });
    r.outbox.start();
    await r.drained();
    expect(r.store.operations.nameOf(chain.carrier)).toBe(theirs.id);
    expect(
      r.sandbox.control.records('carriers', 0, 100).filter(({ name }) => name === 'acme life'),
    ).toHaveLength(1);
    // What differs is asked about, never written over theirs.
    const [item] = tray(r);
    expect(item).toMatchObject({ recordId: theirs.id, kind: 'update', state: 'conflict' });
    expect(item?.changes.map(({ field }) => field).toSorted()).toEqual(['naic', 'userDefined1']);
    expect(r.effects()).toHaveLength(2);
  });

  it('becomes a conflict where somebody has put something else', async () => {
    const r = await start();
    const [id = '', other = ''] = r.ids;
    const known = r.store.mirror.get('contractAssignment', id)?.effective ?? {};
    const text = (field: string): string => {
      const value = known[field];
      return typeof value === 'string' ? value : '';
    };
    const values = {
      npn: '91919191',
      productId: text('productId'),
      commissionLevelId: text('commissionLevelId'),
      assignmentStatusId: text('assignmentStatusId'),
    };
    const local = make(r, 'contractAssignment', {
      ...values,
      writingNumber: 'MINE',
      userDefined2: 'also mine',
    });
    const theirs = r.sandbox.control.remoteCreate('contractAssignments', {
      ...values,
      writingNumber: 'THEIRS',
    });
    valueOf(r.type('userDefined1', { [other]: 'unrelated' }));
    r.outbox.start();
    await r.drained();
    expect(r.store.operations.nameOf(local)).toBe(theirs.id);
    expect(tray(r)).toMatchObject([
      { recordId: theirs.id, kind: 'update', state: 'conflict', title: expect.stringContaining('91919191') },
    ]);
    expect(tray(r)[0]?.changes.find(({ field }) => field === 'writingNumber')).toMatchObject({
      to: 'MINE',
      theirs: 'THEIRS',
    });
    expect(r.held(theirs.id, 'writingNumber')).toBe('THEIRS');
    valueOf(r.outbox.resolve(tray(r)[0]?.operationIds ?? [], 'mine'));
    await r.drained();
    expect(r.held(theirs.id, 'writingNumber')).toBe('MINE');
    expect(r.held(theirs.id, 'userDefined2')).toBe('also mine');
    expect(r.effects().filter(({ action }) => action === 'create')).toEqual([]);
  });

  it('is a question for a person where the outcome is unknown and there is no list to look in', async () => {
    const r = await start();
    r.sandbox.control.setProfile({ disabled: ['listLevels'] });
    const [product] = r.sandbox.control.records('products', 0, 1);
    const id = make(r, 'commissionLevel', { productId: product?.id ?? '', name: 'Rung 99', type: 'Percent' });
    r.sandbox.control.addFault({
      match: { operation: 'createLevel' },
      action: { kind: 'drop', phase: 'after' },
      nth: 1,
    });
    r.outbox.start();
    await r.drained();
    expect(tray(r)).toMatchObject([
      { recordId: id, state: 'refused', reason: expect.stringContaining('not known') },
    ]);
    expect(r.effects()).toHaveLength(1);
  });

  it('is looked for again when the name is refused as taken', async () => {
    const r = await start();
    const id = make(r, 'carrier', { name: 'Acme Life' });
    r.sandbox.control.addFault({
      match: { operation: 'createCarrier' },
      action: { kind: 'status', status: 422, messages: ['A carrier with the name exists.'], phase: 'after' },
      nth: 1,
    });
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(1);
    expect(r.store.operations.nameOf(id)).toBe(r.effects()[0]?.id);
  });
});
