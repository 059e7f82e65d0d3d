import { afterEach, describe, expect, it } from 'vitest';
import { localsLeft, make, makeChain, requests, tray, tryToMake } from './createSupport.ts';
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

describe('a chain made offline', () => {
  it('reaches the server in order, each record once, with as few requests as there can be', async () => {
    const r = await start({ assignments: 600 });
    const before = r.store.mirror.count('contractAssignment');
    const chain = makeChain(r, 'Acme Life', 5, 200);
    expect(r.outbox.counts().unsent).toBe(207);
    expect(r.store.mirror.count('contractAssignment')).toBe(before + 200);
    expect(tray(r).find(({ recordId }) => recordId === chain.product)).toMatchObject({
      kind: 'create',
      state: 'blocked',
      waitsFor: ['Carrier Acme Life'],
      reason: 'Waits for Carrier Acme Life.',
    });

    r.outbox.start();
    await r.drained();
    expect(r.outbox.counts().unsent).toBe(0);

    const made = r.effects();
    expect(made.every(({ action }) => action === 'create')).toBe(true);
    expect(made).toHaveLength(207);
    expect(made.slice(0, 7).map(({ collection }) => collection)).toEqual([
      'carriers',
      'products',
      ...Array.from({ length: 5 }, () => 'commissionLevels'),
    ]);
    expect(localsLeft(r)).toEqual([]);
    expect(requests(r)).toEqual({
      listCarriers: 1,
      createCarrier: 1,
      createProduct: 1,
      createLevelsBulk: 1,
      createAssignment: 200,
    });

    const carrier = made[0]?.id ?? '';
    const product = made[1]?.id ?? '';
    expect(r.sandbox.control.record('products', product)).toMatchObject({ carrierId: carrier });
    const ids = made.slice(7).map(({ id }) => id);
    for (const id of ids) {
      const held = r.sandbox.control.record('contractAssignments', id);
      expect(held).toMatchObject({ productId: product });
      expect(r.store.mirror.get('contractAssignment', id)?.effective).toMatchObject({
        productId: product,
        carrierId: carrier,
        npn: held?.['npn'],
        writingNumber: held?.['writingNumber'],
      });
    }
    // The answer to a create leaves most fields out; they are kept.
    expect(r.store.mirror.get('carrier', carrier)?.server).toMatchObject({
      userDefined1: 'note of Acme Life',
    });
    expect(r.store.operations.nameOf(chain.carrier)).toBe(carrier);
    expect(r.store.audit.verify().brokenAt).toBeNull();
    expect(r.receipts).toHaveLength(207);

    // A pass afterwards finds nothing new and loses nothing.
    await r.pull();
    expect(r.store.mirror.count('contractAssignment')).toBe(before + 200);
    expect(r.store.mirror.get('carrier', carrier)?.server).toMatchObject({
      userDefined1: 'note of Acme Life',
    });
  });

  it('goes on after the program was closed in the middle', async () => {
    const r = await start();
    makeChain(r, 'Acme Life', 5, 40);
    r.outbox.start();
    await r.until(() => r.effects().length >= 15, 'some of it sent');
    await r.restart();
    r.outbox.start();
    await r.until(() => r.effects().length >= 30, 'more of it sent');
    await r.restart();
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(47);
    expect(r.outbox.counts().unsent).toBe(0);
    expect(localsLeft(r)).toEqual([]);
  });

  for (const operation of [
    'createCarrier',
    'createProduct',
    'createLevelsBulk',
    'createAssignment',
  ] as const) {
    for (const phase of ['after', 'before'] as const) {
      it(`is made once when ${operation} gets no answer, lost ${phase} the server applied it`, async () => {
        const r = await start();
        makeChain(r, 'Acme Life', 3, 4);
        r.sandbox.control.addFault({ match: { operation }, action: { kind: 'drop', phase }, nth: 1 });
        r.outbox.start();
        await r.drained();
        expect(r.outbox.counts().unsent).toBe(0);
        expect(r.effects().map(({ collection }) => collection)).toHaveLength(9);
        expect(localsLeft(r)).toEqual([]);
        expect(r.store.audit.verify().brokenAt).toBeNull();
        expect(r.receipts.every(({ counts }) => counts.sent === 1)).toBe(true);
      });
    }
  }

  it('is made once when the server fails after it applied the request', async () => {
    const r = await start();
    makeChain(r, 'Acme Life', 1, 2);
    r.sandbox.control.addFault({
      match: { method: 'POST', path: 'customers' },
      action: { kind: 'status', status: 500, phase: 'after' },
      every: 2,
    });
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(5);
    expect(r.outbox.counts().unsent).toBe(0);
  });
});

describe('a refused record', () => {
  it('holds up its own chain and no other, and its correction lets the chain go', async () => {
    const r = await start();
    const bad = makeChain(r, 'Bad Carrier', 2, 3);
    const good = makeChain(r, 'Good Carrier', 2, 3);
    valueOf(
      r.outbox.stage('product', 'Too long', [
        { recordId: bad.product, field: 'userDefined1', input: { typed: 'x'.repeat(300) } },
      ]),
    );
    r.outbox.start();
    await r.drained();
    expect(r.store.operations.nameOf(good.product)).not.toBeNull();
    expect(r.store.operations.nameOf(bad.carrier)).not.toBeNull();
    expect(r.effects()).toHaveLength(1 + 7);
    const refused = tray(r).find(({ recordId }) => recordId === bad.product);
    expect(refused).toMatchObject({ state: 'refused', kind: 'create' });
    expect(refused?.changes.find(({ field }) => field === 'userDefined1')?.message).toMatch(/255/);
    expect(tray(r).filter(({ state }) => state === 'blocked')).toHaveLength(5);

    valueOf(
      r.outbox.stage('product', 'Shorter', [
        { recordId: bad.product, field: 'userDefined1', input: { typed: 'short' } },
      ]),
    );
    await r.drained();
    expect(r.effects()).toHaveLength(14);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('can be discarded only with what refers to it', async () => {
    const r = await start();
    const chain = makeChain(r, 'Acme Life', 1, 1);
    const idsOf = (recordId: string): readonly string[] =>
      tray(r).find((item) => item.recordId === recordId)?.operationIds ?? [];
    const alone = r.outbox.discard(idsOf(chain.carrier));
    expect(alone).toMatchObject({ ok: false, error: { code: 'others-depend' } });
    expect(!alone.ok && alone.error.message).toContain('Product Acme Life Term');
    const all = tray(r).flatMap(({ operationIds }) => operationIds);
    expect(valueOf(r.outbox.discard(all))).toMatchObject({ dropped: 4 });
    expect(r.store.mirror.get('carrier', chain.carrier)).toBeNull();
    expect(localsLeft(r)).toEqual([]);
  });
});

describe('before it is sent', () => {
  it('is taken back by undo and made again by redo', async () => {
    const r = await start();
    const id = make(r, 'carrier', { name: 'Acme Life' });
    expect(r.store.views.options('product', 'carrierId', '', 'acme', 10)).toMatchObject([{ value: id }]);
    expect(r.store.views.label('product', 'carrierId', id)).toBe('Acme Life');
    valueOf(r.outbox.undo());
    expect(r.store.mirror.get('carrier', id)).toBeNull();
    expect(r.store.views.options('product', 'carrierId', '', 'acme', 10)).toEqual([]);
    expect(r.outbox.counts().unsent).toBe(0);
    valueOf(r.outbox.redo());
    expect(r.store.mirror.get('carrier', id)?.effective['name']).toBe('Acme Life');
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(1);
  });

  it('takes later edits along in the one request that makes it', async () => {
    const r = await start();
    const id = make(r, 'carrier', { name: 'Acme Life' });
    valueOf(
      r.outbox.stage('carrier', 'Typing', [
        { recordId: id, field: 'name', input: { typed: 'Acme Life & Co' } },
        { recordId: id, field: 'tin', input: { typed: '123456789' } },
      ]),
    );
    expect(tray(r)).toMatchObject([{ kind: 'create', title: 'Acme Life & Co' }]);
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(1);
    const held = r.sandbox.control.record('carriers', r.effects()[0]?.id ?? '');
    expect(held).toMatchObject({ name: 'Acme Life & Co', tin: '123456789' });
    expect(r.outbox.counts().unsent).toBe(0);
    // Who still holds the old id reaches the record.
    const late = r.outbox.stage('carrier', 'Late', [{ recordId: id, field: 'tin', input: { typed: '1' } }]);
    expect(valueOf(late)).toMatchObject({ staged: 1 });
  });

  it('waits for a person in review mode, as a whole chain', async () => {
    const r = await start();
    valueOf(r.outbox.setMode('review'));
    makeChain(r, 'Acme Life', 2, 2);
    expect(r.outbox.counts().byState.held).toBe(6);
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toEqual([]);
    const carrier = tray(r).find(({ collection }) => collection === 'carrier');
    expect(valueOf(r.outbox.send(carrier?.operationIds))).toEqual({ queued: 1 });
    await r.until(() => r.effects().length === 1, 'the carrier');
    expect(valueOf(r.outbox.send(undefined))).toEqual({ queued: 5 });
    await r.drained();
    expect(r.effects()).toHaveLength(6);
  });

  it('can be edited and referred to while it is on its way', async () => {
    const r = await start();
    r.sandbox.control.addFault({
      match: { method: 'POST', path: 'customers' },
      action: { kind: 'latency', ms: 60 },
    });
    const chain = makeChain(r, 'Acme Life', 2, 1);
    const [level = '', other = ''] = chain.levels;
    const [assignment = ''] = chain.assignments;
    r.outbox.start();
    const sending = (recordId: string): boolean =>
      tray(r).some((item) => item.recordId === recordId && item.state === 'sending');
    await r.until(() => sending(level), 'levels on their way');
    const added = make(r, 'commissionLevel', {
      productId: chain.product,
      name: 'Late',
      type: 'Percent',
      level: '9',
    });
    await r.until(() => sending(assignment), 'the assignment on its way');
    valueOf(
      r.outbox.stage('contractAssignment', 'Typing', [
        { recordId: assignment, field: 'writingNumber', input: { typed: 'LATER' } },
        { recordId: assignment, field: 'commissionLevelId', input: { value: other } },
      ]),
    );
    await r.drained();
    const id = r.store.operations.nameOf(assignment) ?? '';
    expect(r.held(id, 'writingNumber')).toBe('LATER');
    expect(r.held(id, 'commissionLevelId')).toBe(r.store.operations.nameOf(other));
    expect(r.store.operations.nameOf(added)).not.toBeNull();
    expect(
      r
        .effects()
        .map(({ action }) => action)
        .toSorted(),
    ).toEqual([...Array.from({ length: 6 }, () => 'create'), 'update']);
    expect(r.outbox.counts().unsent).toBe(0);
    expect(localsLeft(r)).toEqual([]);
  });

  it('must have what the server needs, and says so field by field', async () => {
    const r = await start();
    expect(tryToMake(r, 'carrier', { name: ' ', naic: '1234567' }).refused.map(({ field }) => field)).toEqual(
      ['name', 'naic'],
    );
    expect(tryToMake(r, 'product', { name: 'Term' }).refused.map(({ field }) => field)).toEqual([
      'carrierId',
      'lineOfBusinessId',
    ]);
    expect(tryToMake(r, 'contractAssignment', { npn: '1' }).refused.map(({ field }) => field)).toEqual([
      'productId',
      'commissionLevelId',
      'assignmentStatusId',
    ]);
    expect(tryToMake(r, 'carrier', { name: 'A', modifiedDate: 'x' }).refused[0]?.field).toBe('modifiedDate');
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('stands below an assignment of its own product that still exists, and below no other', async () => {
    const r = await start();
    const { product, levels, assignments } = makeChain(r, 'Acme Life', 1, 1);
    const [above = ''] = assignments;
    const values = {
      npn: '00012345',
      productId: product,
      commissionLevelId: levels[0] ?? '',
      assignmentStatusId: r.shown(above, 'assignmentStatusId'),
    };
    const wrong = [
      {
        record: 'New contract assignment',
        field: 'uplineContractAssignmentId',
        expected: 'The NPN of a producer with an assignment of the same product.',
      },
    ];
    const [elsewhere = '', gone = ''] = r.ids;
    const below = (upline: string, more: object = {}) =>
      tryToMake(r, 'contractAssignment', { ...values, ...more, uplineContractAssignmentId: upline });
    expect(below(elsewhere).refused).toMatchObject(wrong);
    expect(below('no such record').refused).toMatchObject(wrong);
    const held = r.store.mirror.get('contractAssignment', gone)?.effective ?? {};
    r.sandbox.control.remoteDelete('contractAssignments', gone);
    await r.pull(['contractAssignment']);
    const there = { productId: held['productId'], commissionLevelId: held['commissionLevelId'] };
    expect(below(gone, there).refused).toMatchObject(wrong);
    expect(r.store.operations.liveOf('contractAssignment', above)).toHaveLength(1);
    const { id, refused } = below(above);
    expect(refused).toEqual([]);
    expect(r.shown(id ?? '', 'uplineContractAssignmentId')).toBe(above);
    const typed = { npn: { typed: '00012346' }, uplineContractAssignmentId: { typed: ' 00012345 ' } };
    const picked = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]));
    const lower = valueOf(r.outbox.create('contractAssignment', 'New', { ...picked, ...typed }));
    expect(r.shown(lower.id ?? '', 'uplineContractAssignmentId')).toBe(id);
  });
});

describe('a record gone at the server', () => {
  it('is made again from what was last known and what was typed', async () => {
    const r = await start();
    const [id = ''] = r.ids;
    const known = r.store.mirror.get('contractAssignment', id)?.effective ?? {};
    valueOf(r.type('writingNumber', { [id]: 'NEW-1' }));
    r.sandbox.control.remoteDelete('contractAssignments', id);
    r.outbox.start();
    await r.drained();
    const [item] = tray(r);
    expect(item).toMatchObject({ recordId: id, state: 'refused', goneAtServer: true });
    expect(valueOf(r.outbox.recreate(item?.operationIds ?? []))).toEqual({ queued: 1 });
    await r.drained();
    const [made] = r.effects();
    expect(made).toMatchObject({ action: 'create' });
    expect(r.sandbox.control.record('contractAssignments', made?.id ?? '')).toMatchObject({
      npn: known['npn'],
      productId: known['productId'],
      writingNumber: 'NEW-1',
    });
    expect(r.store.mirror.get('contractAssignment', id)?.goneAt).not.toBeNull();
    expect(r.outbox.counts().unsent).toBe(0);
  });
});
