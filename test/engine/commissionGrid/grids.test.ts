import { describe, expect, it } from 'vitest';
import { make } from '../outbox/createSupport.ts';
import { valueOf } from '../outbox/support.ts';
import { add, copy, gridsOf, levelsOf, makeProducts, rigs, three, verdicts } from './support.ts';

const start = rigs();

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
