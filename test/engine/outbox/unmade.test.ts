import { describe, expect, it } from 'vitest';
import { make, makeChain } from './createSupport.ts';
import { ownRig } from './ownRig.ts';
import { anyway, valueOf } from './support.ts';
import type { Rig } from './support.ts';

const start = ownRig();
const upline = 'uplineContractAssignmentId';

/** Stages texts for one assignment as a pasted row; answers the refused fields with what they expect. */
function type(r: Rig, recordId: string, cells: Readonly<Record<string, string>>): Record<string, string> {
  const edits = Object.entries(cells).map(([field, typed]) => ({ recordId, field, input: { typed } }));
  const { refused } = valueOf(r.outbox.stage('contractAssignment', 'Paste', edits, anyway));
  return Object.fromEntries(refused.map(({ field, expected }) => [field, expected]));
}

/** A second product of a chain's carrier, with levels of these names. */
function secondProduct(r: Rig, carrier: string, names: readonly string[]): string {
  const [line] = r.store.lookups.list('lineOfBusiness');
  const productId = make(r, 'product', {
    carrierId: carrier,
    name: 'Acme Whole Life',
    lineOfBusinessId: line?.id ?? '',
  });
  for (const name of names) make(r, 'commissionLevel', { productId, name, type: 'Percent' });
  return productId;
}

describe('an assignment that is not made yet', () => {
  it('takes an upline by its NPN, and goes out below it', async () => {
    const r = await start();
    const { assignments } = makeChain(r, 'Acme Life', 1, 2);
    const [above = '', below = ''] = assignments;
    expect(type(r, below, { [upline]: ' 90000000 ' })).toEqual({});
    expect(r.shown(below, upline)).toBe(above);
    r.outbox.start();
    await r.drained();
    const [made, child] = [above, below].map((id) => r.store.operations.nameOf(id) ?? '');
    expect(r.held(child ?? '', upline)).toBe(made);
    expect(r.effects().filter(({ collection }) => collection === 'contractAssignments')).toHaveLength(2);
  });

  it('waits as a whole for an upline that cannot go out, and is never moved below it afterwards', async () => {
    const r = await start();
    const [above = '', below = ''] = makeChain(r, 'Acme Life', 1, 2).assignments;
    expect(type(r, below, { [upline]: '90000000' })).toEqual({});
    const held = r.store.operations.liveOf('contractAssignment', above).map(({ id }) => id);
    valueOf(r.outbox.hold(held));
    r.outbox.start();
    await r.drained();
    const assignments = () => r.effects().filter(({ collection }) => collection === 'contractAssignments');
    expect(assignments()).toEqual([]);
    valueOf(r.outbox.send(held));
    await r.drained();
    expect(assignments().map(({ action }) => action)).toEqual(['create', 'create']);
    expect(r.held(r.store.operations.nameOf(below) ?? '', upline)).toBe(r.store.operations.nameOf(above));
  });

  it('can be picked an upline from those of its product, and none from elsewhere', async () => {
    const r = await start();
    const { assignments } = makeChain(r, 'Acme Life', 1, 3);
    const [first = '', second = ''] = assignments;
    const options = r.store.views.options('contractAssignment', upline, second, '', 50);
    expect(options.map(({ label, detail }) => [label, detail])).toEqual([
      ['90000000', 'Level 1'],
      ['90000002', 'Level 1'],
    ]);
    expect(r.store.views.options('contractAssignment', upline, second, '0002', 50)).toHaveLength(1);
    const picked = (value: string) =>
      valueOf(
        r.outbox.stage('contractAssignment', 'Pick', [{ recordId: second, field: upline, input: { value } }]),
      );
    expect(picked(first)).toMatchObject({ staged: 1, refused: [] });
    expect(picked(r.ids[0] ?? '').refused).toMatchObject([
      { expected: expect.stringContaining('same product') },
    ]);
    expect(r.shown(second, upline)).toBe(first);
    expect(type(r, second, { [upline]: '' })).toEqual({});
    expect(r.shown(second, upline)).toBe('');
  });

  it('is offered no upline that stands below it', async () => {
    const r = await start();
    const [a = '', b = '', c = '', other = ''] = makeChain(r, 'Acme Life', 1, 4).assignments;
    expect(type(r, b, { [upline]: '90000000' })).toEqual({});
    expect(type(r, c, { [upline]: '90000001' })).toEqual({});
    const offered = (id: string) =>
      r.store.views.options('contractAssignment', upline, id, '', 50).map(({ value }) => value);
    expect(offered(a)).toEqual([other]);
    expect(offered(b)).toEqual([a, other]);
    expect(offered(c)).toEqual([a, b, other]);
    expect(offered(r.shown(a, 'productId'))).toEqual([a, b, c, other]);
  });

  it('is never put below itself, however many stand between', async () => {
    const r = await start();
    const [a = '', b = '', c = ''] = makeChain(r, 'Acme Life', 1, 3).assignments;
    expect(type(r, b, { [upline]: '90000000' })).toEqual({});
    expect(type(r, c, { [upline]: '90000001' })).toEqual({});
    const below = { [upline]: 'An assignment that does not stand below this one itself.' };
    expect(type(r, a, { [upline]: '90000002' })).toEqual(below);
    expect(type(r, a, { [upline]: '90000000' })).toEqual(below);
    expect(r.shown(a, upline)).toBe('');
  });

  it('takes another product with the level of the same name and the same upline there', async () => {
    const r = await start();
    const { carrier, product, levels, assignments } = makeChain(r, 'Acme Life', 2, 2);
    const [above = '', below = ''] = assignments;
    const other = secondProduct(r, carrier, ['Level 1', 'Level 2', 'Level 2 plus']);
    expect(type(r, below, { [upline]: '90000000' })).toEqual({});
    expect(type(r, above, { productId: 'Acme Whole Life' })['productId']).toContain('as upline');
    expect(type(r, below, { productId: 'Acme Whole Life' })['productId']).toContain('clear the upline first');
    expect(type(r, below, { [upline]: '' })).toEqual({});
    expect(type(r, below, { productId: 'Acme Whole Life', writingNumber: 'W7' })).toEqual({});
    expect(r.shown(below, 'productId')).toBe(other);
    const level = r.store.mirror.get('commissionLevel', r.shown(below, 'commissionLevelId'));
    expect(level?.effective).toMatchObject({ name: 'Level 2', productId: other });
    expect(r.shown(below, 'writingNumber')).toBe('W7');
    // One gesture, one step back.
    valueOf(r.outbox.undo());
    expect(r.shown(below, 'productId')).toBe(product);
    expect(r.shown(below, 'commissionLevelId')).toBe(levels[1]);
    r.outbox.start();
    await r.drained();
    expect(r.effects().filter(({ collection }) => collection === 'contractAssignments')).toHaveLength(2);
  });

  it('takes a product and a level that are pasted together, and refuses a product without its level', async () => {
    const r = await start();
    const { carrier, product, assignments } = makeChain(r, 'Acme Life', 1, 1);
    const [own = ''] = assignments;
    const other = secondProduct(r, carrier, ['Street']);
    const refused = type(r, own, { productId: 'Acme Whole Life', writingNumber: 'W7' });
    expect(refused).toEqual({ productId: expect.stringContaining('a level called “Level 1”') });
    expect(r.shown(own, 'productId')).toBe(product);
    expect(r.shown(own, 'writingNumber')).toBe('W7');
    expect(type(r, own, { commissionLevelId: 'Street', productId: 'Acme Whole Life' })).toEqual({});
    expect(r.shown(own, 'productId')).toBe(other);
    r.outbox.start();
    await r.drained();
    const made = r.store.operations.nameOf(own) ?? '';
    expect(r.held(made, 'productId')).toBe(r.store.operations.nameOf(other));
    expect(r.effects().filter(({ collection }) => collection === 'contractAssignments')).toHaveLength(1);
  });

  it('takes another NPN, but not that of a producer who is on the product already', async () => {
    const r = await start();
    const [, own = ''] = makeChain(r, 'Acme Life', 1, 2).assignments;
    expect(type(r, own, { npn: '90000000' })['npn']).toContain('A producer who is not on this product yet');
    expect(type(r, own, { npn: ' 00012345 ' })).toEqual({});
    expect(r.shown(own, 'npn')).toBe('00012345');
    expect(type(r, own, { npn: '' })['npn']).toContain('may not be empty');
  });

  it('is told from the others of its gesture: of two that get the same NPN and product only the first does', async () => {
    const r = await start();
    const [first = '', second = '', third = ''] = makeChain(r, 'Acme Life', 1, 3).assignments;
    const cell = (recordId: string, typed: string) => ({ recordId, field: 'npn', input: { typed } });
    const edits = [cell(first, '00012345'), cell(second, ' 00012345 '), cell(third, '00012346')];
    const { staged, refused } = valueOf(r.outbox.stage('contractAssignment', 'Paste', edits));
    expect(staged).toBe(2);
    expect(refused).toEqual([
      {
        id: second,
        record: 'NPN 90000001 · Acme Life Term',
        field: 'npn',
        fieldLabel: 'NPN',
        found: ' 00012345 ',
        expected:
          'A producer who is not on this product yet: “NPN 90000000 · Acme Life Term” is given this NPN and product in the same step. Give this one another NPN or product, or discard it.',
      },
    ]);
    expect([first, second, third].map((id) => r.shown(id, 'npn'))).toEqual([
      '00012345',
      '90000001',
      '00012346',
    ]);
    r.outbox.start();
    await r.drained();
    const made = r.effects().filter(({ collection }) => collection === 'contractAssignments');
    expect(made.map(({ action }) => action)).toEqual(['create', 'create', 'create']);
  });

  it('keeps its product where another of the same gesture comes to stand there with its NPN', async () => {
    const r = await start();
    const { carrier, product, assignments } = makeChain(r, 'Acme Life', 1, 2);
    const [first = '', second = ''] = assignments;
    const other = secondProduct(r, carrier, ['Level 1']);
    const typed = (recordId: string, field: string, text: string) => ({
      recordId,
      field,
      input: { typed: text },
    });
    const edits = [
      typed(first, 'productId', 'Acme Whole Life'),
      typed(second, 'npn', '90000000'),
      typed(second, 'productId', 'Acme Whole Life'),
    ];
    const { refused } = valueOf(r.outbox.stage('contractAssignment', 'Paste', edits));
    expect(refused).toMatchObject([{ id: second, field: 'npn' }]);
    expect(r.shown(first, 'productId')).toBe(other);
    expect(r.shown(second, 'npn')).toBe('90000001');
    // Its own NPN is nowhere on the other product, so it moved all the same.
    expect(r.shown(second, 'productId')).toBe(other);
    expect(product).not.toBe(other);
  });

  it('stays as it is while it is on its way', async () => {
    const r = await start();
    const [own = ''] = makeChain(r, 'Acme Life', 1, 2).assignments;
    const create = r.store.operations.liveOf('contractAssignment', own).find(({ kind }) => kind === 'create');
    if (create === undefined) throw new Error('no create');
    r.store.operations.update(create.id, { state: 'unknown' });
    const refused = type(r, own, { [upline]: '90000001', writingNumber: 'W7' });
    expect(refused).toEqual({ [upline]: expect.stringContaining('has not gone out') });
    expect(r.shown(own, 'writingNumber')).toBe('W7');
  });
});

it('an assignment that AgentSync has keeps its upline, product and NPN, and says where they are changed', async () => {
  const r = await start();
  const [id = ''] = r.ids;
  const before = [upline, 'productId', 'npn'].map((field) => r.shown(id, field));
  expect(type(r, id, { [upline]: '1', productId: 'x', npn: '1' })).toEqual({
    [upline]: expect.stringContaining('is moved in AgentSync'),
    productId: expect.stringContaining('stays: AgentSync’s update takes no other'),
    npn: expect.stringContaining('stays: AgentSync’s update takes no other'),
  });
  expect([upline, 'productId', 'npn'].map((field) => r.shown(id, field))).toEqual(before);
});
