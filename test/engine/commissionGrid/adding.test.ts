import { describe, expect, it } from 'vitest';
import { valueOf } from '../outbox/support.ts';
import { add, gridsOf, levelsOf, makeProducts, rigs, three, verdicts } from './support.ts';

const start = rigs();

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
