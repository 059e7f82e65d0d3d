import { afterEach, describe, expect, it } from 'vitest';
import type { WantedLevels } from '../../../domain/commissionGrid/plan.ts';
import { make } from '../outbox/createSupport.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig, RigOptions } from '../outbox/support.ts';
import { gridsOf, levelsOf, makeProducts, verdicts } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

async function start(options: RigOptions = {}): Promise<Rig> {
  used = await rig({ assignments: 20, ...options });
  return used;
}

const add = (
  productIds: readonly string[],
  levels: readonly Readonly<Record<string, string>>[],
  carrierId = 'any',
): WantedLevels => ({
  kind: 'add',
  carrierId,
  productIds,
  levels,
});
const copy = (fromProductId: string, toProductIds: readonly string[]): WantedLevels => ({
  kind: 'copy',
  fromProductId,
  toProductIds,
});

const three = [
  { name: 'Street', type: 'percent', firstYearValue: '80 %', level: '10', administrativeDivisions: 'tx, ok' },
  { name: 'GA', type: 'Percent', firstYearValue: '95.50%', level: '20', userDefined3: 'from the March grid' },
  { name: 'MGA', type: 'PERCENT', firstYearValue: '110', level: '30' },
] as const;

describe('reading a grid', () => {
  it('has every product and level of the carrier, staged ones included, and of no other', async () => {
    const r = await start();
    const [known] = r.store.mirror.ids('carrier', null, 1);
    const read = valueOf(gridsOf(r).read(known ?? ''));
    const products = new Set(read.products.map(({ id }) => id));
    expect(read.products.length).toBeGreaterThan(0);
    expect(read.levels.length).toBeGreaterThan(0);
    expect(read.levels.every(({ productId }) => products.has(productId))).toBe(true);
    for (const { id } of read.products)
      expect(r.store.mirror.get('product', id)?.effective['carrierId']).toBe(known);

    const [first] = read.levels;
    valueOf(
      r.outbox.stage('commissionLevel', 'Set value', [
        { recordId: first?.id ?? '', field: 'firstYearValue', input: { typed: '12.5' } },
      ]),
    );
    const again = valueOf(gridsOf(r).read(known ?? ''));
    expect(again.levels.find(({ id }) => id === first?.id)).toMatchObject({
      firstYearValue: '12.5',
      state: 1,
    });
  });

  it('tells gaps and overlaps with their counts', async () => {
    const r = await start();
    const { carrier, products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver']);
    const [gold = ''] = products;
    make(r, 'commissionLevel', { productId: gold, name: 'GA', firstYearValue: '105', type: 'Percent' });
    make(r, 'commissionLevel', { productId: gold, name: 'MGA', firstYearValue: '110', type: 'Percent' });
    const [, other] = Object.values(levelsOf(r, gold));
    const renamed = r.store.commissionGrid
      .levelsOf(gold)
      .find(({ values }) => values['name'] === other?.['name']);
    // Names are not unique at the vendor: an edit may make two alike.
    valueOf(
      r.outbox.stage('commissionLevel', 'Rename', [
        { recordId: renamed?.id ?? '', field: 'name', input: { typed: 'GA' } },
      ]),
    );
    const read = valueOf(gridsOf(r).read(carrier));
    expect(read.findings.map(({ words }) => words)).toEqual([
      'Gold Term: level “GA” pays everywhere twice: 110% and 105%.',
      'Silver has no commission level, so nobody can be contracted on it.',
    ]);
    expect(read.counts).toEqual({ overlap: 1, gap: 1, other: 0 });
  });

  it('says what to do where the carrier is not there', async () => {
    const r = await start();
    const read = gridsOf(r).read('nobody');
    expect(read).toMatchObject({ ok: false, error: { code: 'record-not-found', remedy: 'retry' } });
  });
});

describe('levels that name their product', () => {
  it('go to that one, the others to the chosen ones, in one gesture; what is not found is refused by name', async () => {
    const r = await start();
    const { carrier, products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver']);
    makeProducts(r, 'Birch Life', ['Bronze']);
    const [gold = '', silver = ''] = products;
    const lines = [
      { productId: ' gold TERM ', name: 'Street', firstYearValue: '80%' },
      { productId: 'Bronze', name: 'Street', firstYearValue: '80%' },
      { name: 'GA', firstYearValue: '105%' },
      { productId: gold, name: 'street', firstYearValue: '81%' },
      { productId: 'Gold Term', name: 'MGA', firstYearValue: 'much' },
    ];
    const wanted = add([silver], lines, carrier);
    const { rows, counts } = valueOf(gridsOf(r).plan(wanted));
    expect(counts).toEqual({ create: 2, same: 0, differs: 0, refused: 3 });
    expect(rows.map(({ line, product, name, verdict }) => [line, product, name, verdict])).toEqual([
      [2, 'Silver', 'GA', { kind: 'create' }],
      [0, 'Gold Term', 'Street', { kind: 'create' }],
      [
        3,
        'Gold Term',
        'street',
        { kind: 'refused', label: 'Level name', why: expect.stringContaining('twice') },
      ],
      [
        4,
        'Gold Term',
        'MGA',
        { kind: 'refused', label: 'First-year value', why: expect.stringContaining('much') },
      ],
      [
        1,
        'Bronze',
        'Street',
        { kind: 'refused', label: 'Product', why: expect.stringContaining('of this carrier') },
      ],
    ]);
    expect(valueOf(gridsOf(r).stage(wanted, false, 'Add 2 levels'))).toMatchObject({ created: 2 });
    expect(Object.keys(levelsOf(r, gold))).toEqual(['Street']);
    expect(Object.keys(levelsOf(r, silver))).toEqual(['GA']);
    valueOf(r.outbox.undo());
    expect(levelsOf(r, gold)).toEqual({});
  });

  it('are refused where several products have the name', async () => {
    const r = await start();
    const { carrier, products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver']);
    const rename = { recordId: products[1] ?? '', field: 'name', input: { typed: 'Gold Term' } };
    valueOf(r.outbox.stage('product', 'Rename', [rename]));
    const plan = valueOf(gridsOf(r).plan(add([], [{ productId: 'Gold Term', name: 'GA' }], carrier)));
    expect(plan.rows).toMatchObject([
      { verdict: { kind: 'refused', label: 'Product', why: expect.stringContaining('several') } },
    ]);
  });
});

describe('adding levels', () => {
  it('makes several levels for several products as one gesture that one undo takes back', async () => {
    const r = await start();
    const { products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver']);
    const plan = valueOf(gridsOf(r).plan(add(products, three)));
    expect(plan.counts).toEqual({ create: 6, same: 0, differs: 0, refused: 0 });
    expect(plan.rows[0]).toMatchObject({ product: 'Gold Term', name: 'Street', pay: '80%', line: 0 });
    expect(levelsOf(r, products[0] ?? '')).toEqual({});

    const staged = valueOf(gridsOf(r).stage(add(products, three), false, 'Add 6 levels'));
    expect(staged).toMatchObject({ created: 6, updated: 0 });
    expect(r.outbox.undoable().undo).toBe('Add 6 levels');
    // Types and states are kept in one spelling, whatever was typed.
    expect(levelsOf(r, products[1] ?? '')).toMatchObject({
      Street: { type: 'Percent', firstYearValue: '80', level: '10', administrativeDivisions: ['TX', 'OK'] },
      GA: { type: 'Percent', firstYearValue: '95.5', userDefined3: 'from the March grid' },
      MGA: { type: 'Percent', administrativeDivisions: null },
    });
    valueOf(r.outbox.undo());
    expect(products.map((id) => levelsOf(r, id))).toEqual([{}, {}]);
    valueOf(r.outbox.redo());
    expect(products.map((id) => Object.keys(levelsOf(r, id)).length)).toEqual([3, 3]);
  });

  it('reaches the vendor once, after the carrier and products it belongs to', async () => {
    const r = await start();
    const { products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver']);
    valueOf(gridsOf(r).stage(add(products, three), false, 'Add 6 levels'));
    r.outbox.start();
    await r.drained();
    const made = r.effects().map(({ collection }) => collection);
    expect(made.slice(0, 3)).toEqual(['carriers', 'products', 'products']);
    expect(made.filter((collection) => collection === 'commissionLevels')).toHaveLength(6);
    expect(r.outbox.counts().unsent).toBe(0);

    // The screen may still hold the ids under which the products were made.
    const again = valueOf(gridsOf(r).plan(add(products, three)));
    expect(again.counts).toEqual({ create: 0, same: 6, differs: 0, refused: 0 });
  });

  it('tells what is there already, what is there with other values, and what it refuses and why', async () => {
    const r = await start();
    const { products } = makeProducts(r, 'Acme Life', ['Gold Term']);
    valueOf(gridsOf(r).stage(add(products, three), false, 'Add 3 levels'));
    const plan = valueOf(
      gridsOf(r).plan(
        add(products, [
          { name: ' street ', firstYearValue: '80.00' },
          { name: 'GA', firstYearValue: '97', administrativeDivisions: 'TX' },
          { name: 'IMO', firstYearValue: '100000' },
          { name: 'GA', firstYearValue: '99' },
          { name: '', firstYearValue: '99' },
          { name: 'Top', type: 'Share' },
          { name: 'Other', salary: '5' },
        ]),
      ),
    );
    expect(verdicts(plan.rows)).toEqual([
      'Gold Term: street same',
      'Gold Term: GA differs',
      'Gold Term: IMO refused',
      'Gold Term: GA refused',
      'Gold Term:  refused',
      'Gold Term: Top refused',
      'Gold Term: Other refused',
    ]);
    expect(plan.rows[1]?.verdict).toMatchObject({
      differences: [
        { label: 'First-year value', from: '95.5', to: '97' },
        { label: 'States', from: '', to: 'TX' },
      ],
    });
    const why = plan.rows.map(({ verdict }) => (verdict.kind === 'refused' ? verdict.why : ''));
    expect(why[2]).toBe('Found “100000”, expected: A number from 0 to 99999.99 with at most two decimals.');
    expect(why[3]).toContain('named twice');
    expect(why[4]).toBe('Level name may not be empty.');
    expect(why[5]).toBe('Found “Share”, expected: One of: Percent, Dollar, Number.');
    expect(why[6]).toContain('cannot be given');
  });

  it('changes levels that are there only when it is told to, in the same gesture', async () => {
    const r = await start();
    const { products } = makeProducts(r, 'Acme Life', ['Gold Term']);
    const [gold = ''] = products;
    valueOf(gridsOf(r).stage(add(products, three.slice(0, 2)), false, 'Add 2 levels'));
    const wanted = add(products, [{ name: 'GA', firstYearValue: '97' }, three[2]]);
    expect(valueOf(gridsOf(r).stage(wanted, false, 'Add 1 level'))).toMatchObject({ created: 1, updated: 0 });
    expect(levelsOf(r, gold)['GA']).toMatchObject({ firstYearValue: '95.5' });
    valueOf(r.outbox.undo());
    expect(valueOf(gridsOf(r).stage(wanted, true, 'Add and change'))).toMatchObject({
      created: 1,
      updated: 1,
    });
    expect(levelsOf(r, gold)['GA']).toMatchObject({
      firstYearValue: '97',
      userDefined3: 'from the March grid',
    });
    expect(Object.keys(levelsOf(r, gold))).toHaveLength(3);
    expect(valueOf(r.outbox.undo()).label).toBe('Add and change');
    expect(levelsOf(r, gold)['GA']).toMatchObject({ firstYearValue: '95.5' });
    expect(Object.keys(levelsOf(r, gold))).toHaveLength(2);
  });

  it('changes alone, with nothing to make, and sends them in bulk', async () => {
    const r = await start();
    const [carrier] = r.store.mirror.ids('carrier', null, 1);
    const grid = valueOf(gridsOf(r).read(carrier ?? ''));
    const [level] = grid.levels;
    const wanted = add([level?.productId ?? ''], [{ name: level?.name ?? '', userDefined5: 'checked' }]);
    const plan = valueOf(gridsOf(r).plan(wanted));
    expect(plan.counts.differs).toBe(1);
    expect(valueOf(gridsOf(r).stage(wanted, true, 'Check'))).toMatchObject({ created: 0, updated: 1 });
    r.outbox.start();
    await r.drained();
    expect(r.effects().map(({ operation, id }) => [operation, id])).toEqual([
      ['updateLevelsBulk', level?.id],
    ]);
    expect(valueOf(gridsOf(r).stage(wanted, true, 'Again'))).toMatchObject({
      batchId: null,
      created: 0,
      updated: 0,
    });
  });

  it('is read and staged with credentials that may not write, and says why it is not sent', async () => {
    const r = await start({ scopes: ['rino_api_agency_read'] });
    const [carrier] = r.store.mirror.ids('carrier', null, 1);
    const grid = valueOf(gridsOf(r).read(carrier ?? ''));
    const [product] = grid.products;
    valueOf(gridsOf(r).stage(add([product?.id ?? ''], three), false, 'Add 3 levels'));
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState['needs-auth'] === 3, 'needs-auth');
    expect(r.effects()).toEqual([]);
    expect(r.outbox.list({ offset: 0, limit: 1 }).items[0]?.reason).toMatch(/write scope/);
    expect(valueOf(gridsOf(r).read(carrier ?? '')).levels).toHaveLength(grid.levels.length + 3);
  });

  it('makes nothing for a product that is gone, and nothing at all beyond its limit', async () => {
    const r = await start();
    const plan = valueOf(gridsOf(r).plan(add(['gone'], [{ name: 'GA' }])));
    expect(plan.rows[0]?.verdict).toMatchObject({ kind: 'refused', label: 'Product' });
    const many = Array.from({ length: 200 }, (_, index) => ({ name: `Level ${index}` }));
    const ids = Array.from({ length: 26 }, (_, index) => `p${index}`);
    const tooMany = gridsOf(r).plan(add(ids, many));
    expect(tooMany).toMatchObject({ ok: false, error: { code: 'too-many-levels' } });
  });
});

describe('copying a grid', () => {
  it('takes every field along, states and user-defined ones too, to products made offline', async () => {
    const r = await start();
    const { products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver', 'Bronze']);
    const [gold = '', ...others] = products;
    valueOf(gridsOf(r).stage(add([gold], three), false, 'Add 3 levels'));
    const wanted = copy(gold, products);
    expect(valueOf(gridsOf(r).plan(wanted)).counts).toEqual({ create: 6, same: 0, differs: 0, refused: 0 });
    valueOf(gridsOf(r).stage(wanted, false, 'Copy the grid of Gold Term'));
    const without = (levels: ReturnType<typeof levelsOf>): unknown =>
      Object.fromEntries(
        Object.entries(levels).map(([name, values]) => [name, { ...values, productId: '' }]),
      );
    for (const id of others) expect(without(levelsOf(r, id))).toEqual(without(levelsOf(r, gold)));
    expect(valueOf(gridsOf(r).plan(wanted)).counts.same).toBe(6);
    const ids = products.flatMap((id) => r.store.commissionGrid.levelsOf(id).map((one) => one.id));
    expect(new Set(ids).size).toBe(9);

    r.outbox.start();
    await r.drained();
    expect(r.effects().filter(({ collection }) => collection === 'commissionLevels')).toHaveLength(9);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('names what differs, and empties what the copied grid leaves empty when it is told to change it', async () => {
    const r = await start();
    const { products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver']);
    const [gold = '', silver = ''] = products;
    valueOf(gridsOf(r).stage(add([gold], three), false, 'Add 3 levels'));
    valueOf(
      gridsOf(r).stage(
        add(
          [silver],
          [{ name: 'mga', firstYearValue: '90', administrativeDivisions: 'TX' }, { name: 'Own' }],
        ),
        false,
        'Add 2 levels',
      ),
    );
    const plan = valueOf(gridsOf(r).plan(copy(gold, [silver])));
    expect(verdicts(plan.rows)).toEqual([
      'Silver: MGA differs',
      'Silver: GA create',
      'Silver: Street create',
    ]);
    expect(plan.rows[0]?.verdict).toMatchObject({
      differences: expect.arrayContaining([{ label: 'States', from: 'TX', to: '' }]),
    });
    valueOf(gridsOf(r).stage(copy(gold, [silver]), true, 'Copy'));
    const after = levelsOf(r, silver);
    // What only the other product has stays, and a name keeps its own spelling.
    expect(Object.keys(after).toSorted()).toEqual(['GA', 'Own', 'Street', 'mga']);
    expect(after['mga']).toMatchObject({ firstYearValue: '110', administrativeDivisions: null, level: '30' });
  });

  it('refuses what it cannot tell apart, and a product to copy from that is gone', async () => {
    const r = await start();
    const { products } = makeProducts(r, 'Acme Life', ['Gold Term', 'Silver']);
    const [gold = '', silver = ''] = products;
    valueOf(gridsOf(r).stage(add([gold], [{ name: 'GA' }, { name: 'MGA', level: '3' }]), false, 'Add'));
    const rename = (productId: string): unknown =>
      r.outbox.stage('commissionLevel', 'Rename', [
        {
          recordId:
            r.store.commissionGrid.levelsOf(productId).find(({ values }) => values['name'] === 'MGA')?.id ??
            '',
          field: 'name',
          input: { typed: 'GA' },
        },
      ]);
    rename(gold);
    expect(verdicts(valueOf(gridsOf(r).plan(copy(gold, [silver]))).rows)).toEqual([
      'Silver: GA create',
      'Silver: GA refused',
    ]);
    const twice = valueOf(gridsOf(r).plan(add([gold], [{ name: 'GA', firstYearValue: '7' }])));
    expect(twice.rows[0]?.verdict).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('2 levels named “GA” already'),
    });
    expect(gridsOf(r).plan(copy('gone', [gold]))).toMatchObject({
      ok: false,
      error: { code: 'record-not-found' },
    });
  });
});
