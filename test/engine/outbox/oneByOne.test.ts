import { describe, expect, it } from 'vitest';
import type { CollectionName, FieldValue } from '../../../domain/fields.ts';
import { readRecordDetail } from '../../../main/engine/recordDetail.ts';
import { twinOf } from '../../../main/engine/outbox/unique.ts';
import { requests, tray, tryToMake } from './createSupport.ts';
import { make } from './oneRig.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { atOnce } from '../../../main/engine/slices.ts';

const idAt = (r: Rig, table: 'carriers' | 'products', position: number): string =>
  r.sandbox.control.records(table, position, 1)[0]?.id ?? '';

/** Stages values of one record as one gesture. */
function change(
  r: Rig,
  collection: CollectionName,
  recordId: string,
  values: Readonly<Record<string, FieldValue>>,
): string {
  const edits = Object.entries(values).map(([field, value]) => ({ recordId, field, input: { value } }));
  return valueOf(r.outbox.stage(collection, `Edit ${collection}`, edits)).batchId ?? '';
}

/** Reads every carrier whole, as the details pass of a sync does. */
async function readWhole(r: Rig): Promise<void> {
  for (const { id } of r.sandbox.control.records('carriers', 0, 10)) {
    const read = await r.connector.read('carrier', id);
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    r.store.mirror.applyPage('carrier', [read.value], {
      pass: r.store.syncState.read('carrier').pass,
      now: r.clock.now(),
    });
  }
  r.sandbox.control.clearCounters();
}

describe('carriers and products, which are changed one by one', () => {
  it('are each read and then changed in a request of their own, and leave a receipt', async () => {
    const r = await make();
    await readWhole(r);
    const carriers = [idAt(r, 'carriers', 0), idAt(r, 'carriers', 1)];
    for (const id of carriers)
      change(r, 'carrier', id, { uplinePersonName: 'Pat Doe', administrativeDivisions: ['TX'] });
    const product = idAt(r, 'products', 0);
    const [monthly] = r.store.lookups.list('annualization');
    change(r, 'product', product, { name: 'Term Life 99', annualizationId: monthly?.id ?? null });
    expect(atOnce(r.outbox.plan(undefined))).toMatchObject({ records: 3, requests: 6 });
    const exact = atOnce(r.outbox.requests(tray(r).flatMap(({ operationIds }) => operationIds))).requests;
    expect(exact.map(({ method, records }) => [method, records])).toEqual([
      ['PUT', 1],
      ['PUT', 1],
      ['PUT', 1],
    ]);
    expect(exact[0]?.url).toContain(`/v1/customers/carriers/${carriers[0]}`);
    expect(JSON.parse(exact[0]?.body ?? '')).toEqual({
      uplinePersonName: 'Pat Doe',
      administrativeDivisions: ['TX'],
    });
    r.outbox.start();
    await r.drained();
    expect(requests(r)).toEqual({ getCarrier: 2, updateCarrier: 2, getProduct: 1, updateProduct: 1 });
    expect(r.effects()).toHaveLength(3);
    expect(r.sandbox.control.record('carriers', carriers[1] ?? '')).toMatchObject({
      uplinePersonName: 'Pat Doe',
      administrativeDivisions: ['TX'],
    });
    expect(r.sandbox.control.record('products', product)).toMatchObject({ name: 'Term Life 99' });
    expect(r.outbox.counts().unsent).toBe(0);
    expect(r.receipts.map(({ counts }) => counts.sent)).toEqual([1, 1, 1]);
  });

  it('keep what others changed in other fields, without calling news what was only never read here', async () => {
    const r = await make();
    const id = idAt(r, 'carriers', 0);
    change(r, 'carrier', id, { uplineFirmName: 'Our firm' });
    r.sandbox.control.remoteEdit('carriers', id, { naic: '55555' });
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.record('carriers', id)).toMatchObject({
      naic: '55555',
      uplineFirmName: 'Our firm',
    });
    const [receipt] = r.receipts;
    const rows = valueOf(r.outbox.receipt(receipt?.batchId ?? '', 0, 10)).rows;
    expect(rows[0]?.note).toBe('Somebody else changed NAIC code meanwhile; both changes were kept.');
  });

  it('conflict with somebody else’s value of the same field, and overwrite nothing', async () => {
    const r = await make();
    const id = idAt(r, 'products', 0);
    change(r, 'product', id, { name: 'Ours' });
    r.sandbox.control.remoteEdit('products', id, { name: 'Theirs' });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'conflict');
    expect(r.sandbox.control.record('products', id)?.['name']).toBe('Theirs');
    expect(tray(r)[0]?.changes[0]).toMatchObject({ field: 'name', to: 'Ours', theirs: 'Theirs' });
    valueOf(r.outbox.resolve(tray(r)[0]?.operationIds ?? [], 'mine'));
    await r.drained();
    expect(r.sandbox.control.record('products', id)?.['name']).toBe('Ours');
  });

  it('show a value that was never read here to a person before it would be replaced', async () => {
    // The list of carriers names four fields; nothing has read the others yet.
    const r = await make();
    const [line] = r.store.lookups.list('lineOfBusiness');
    const holds = r.sandbox.control.records('carriers', 0, 3);
    const other = holds.find((row) => JSON.stringify(row['linesOfBusiness']) !== JSON.stringify([line?.id]));
    const id = other?.id ?? '';
    expect(r.store.mirror.get('carrier', id)?.server?.['linesOfBusiness']).toBeUndefined();
    change(r, 'carrier', id, { linesOfBusiness: [line?.id ?? ''] });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'conflict');
    expect(r.effects()).toHaveLength(0);
    expect(tray(r)[0]?.reason).toMatch(/holds a value for Lines of business that was empty or not known/);
    expect(tray(r)[0]?.changes[0]?.theirs).not.toBe('');
  });

  it('put the refusal of a taken name on the name, and hold up no other record', async () => {
    const r = await make();
    r.sandbox.control.remoteCreate('carriers', { name: 'Acme Life' });
    const [first, second] = [idAt(r, 'carriers', 0), idAt(r, 'carriers', 1)];
    change(r, 'carrier', first, { name: 'acme life', naic: '12345' });
    change(r, 'carrier', second, { naic: '54321' });
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.record('carriers', second)).toMatchObject({ naic: '54321' });
    const [item] = tray(r);
    expect(item).toMatchObject({ state: 'refused', recordId: first });
    expect(item?.changes.find(({ field }) => field === 'name')?.message).toMatch(/already exists/);
    expect(item?.changes.find(({ field }) => field === 'naic')?.message).toBeNull();
    // The correction is one edit of the name; the NAIC code travels with it.
    change(r, 'carrier', first, { name: 'Acme Life of Texas' });
    await r.drained();
    expect(r.sandbox.control.record('carriers', first)).toMatchObject({
      name: 'Acme Life of Texas',
      naic: '12345',
    });
  });

  it('may not take the name of another carrier that is known here', async () => {
    const r = await make();
    const id = idAt(r, 'carriers', 0);
    const shouted = (carrier: string): string =>
      r.store.views.label('product', 'carrierId', carrier).toUpperCase();
    const typed = ` ${shouted(idAt(r, 'carriers', 1))}`;
    const outcome = valueOf(
      r.outbox.stage('carrier', 'Rename', [{ recordId: id, field: 'name', input: { typed } }]),
    );
    expect(outcome).toMatchObject({ batchId: null, refusedCount: 1 });
    expect(outcome.refused[0]?.expected).toMatch(/^A name that no other carrier has: Carrier /);
    // Its own name in another spelling is nobody else's.
    change(r, 'carrier', id, { name: shouted(id) });
    expect(r.outbox.counts().unsent).toBe(1);
    expect(tryToMake(r, 'carrier', { name: shouted(id) }).id).toBeNull();
  });

  it('are told from others of the same name while a form is filled in', async () => {
    const r = await make();
    const { store } = r;
    const [first, second] = [idAt(r, 'carriers', 0), idAt(r, 'carriers', 1)];
    const name = ` ${store.views.label('product', 'carrierId', second).toLowerCase()}`;
    expect(twinOf(r, 'carrier', null, { name })).toMatchObject({ id: second, refused: true });
    expect(twinOf(r, 'carrier', first, { name })).toMatchObject({ id: second, refused: true });
    expect(twinOf(r, 'carrier', second, { name })).toBeNull();
    const [product, other] = r.sandbox.control.records('products', 0, 2);
    const taken = store.mirror.get('product', other?.id ?? '')?.effective['name'] ?? null;
    expect(product?.['carrierId']).toBe(other?.['carrierId']);
    // Two products of a carrier may be called alike at the vendor; a second one is not made here.
    expect(twinOf(r, 'product', product?.id ?? '', { name: taken })).toMatchObject({ refused: false });
    const values = {
      name: taken,
      carrierId: store.mirror.get('product', other?.id ?? '')?.effective['carrierId'] ?? null,
    };
    expect(twinOf(r, 'product', null, values)).toMatchObject({ refused: true });
    expect(twinOf(r, 'product', null, { ...values, name: 'Another' })).toBeNull();
  });

  it('tell a form what was never read from what is empty', async () => {
    const r = await make();
    const id = idAt(r, 'carriers', 0);
    const told = (): unknown =>
      valueOf(readRecordDetail(r.store, 'carrier', id)).fields.find(
        ({ field }) => field === 'linesOfBusiness',
      )?.told;
    expect(told()).toBe(false);
    await readWhole(r);
    expect(told()).toBe(true);
  });

  it.each([
    ['before', 'drop'],
    ['after', 'drop'],
    ['after', 'hang'],
  ] as const)('are looked at when no answer came back (%s the write, %s)', async (phase, kind) => {
    const r = await make();
    const [carrier, product] = [idAt(r, 'carriers', 0), idAt(r, 'products', 0)];
    r.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind, phase }, times: 2 });
    change(r, 'carrier', carrier, { naic: '12345', userDefined1: 'once' });
    change(r, 'product', product, { userDefined1: 'once' });
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(2);
    expect(r.outbox.counts().unsent).toBe(0);
    const puts = (requests(r)['updateCarrier'] ?? 0) + (requests(r)['updateProduct'] ?? 0);
    expect(puts).toBe(phase === 'after' ? 2 : 4);
  });

  it('are refused when the record is gone', async () => {
    const r = await make();
    const id = idAt(r, 'products', 0);
    change(r, 'product', id, { name: 'Too late' });
    r.sandbox.control.remoteDelete('products', id);
    r.outbox.start();
    await r.drained();
    expect(tray(r)[0]).toMatchObject({ state: 'refused', goneAtServer: true });
  });

  it('wait for a person when the credentials may only read', async () => {
    const r = await make({ scopes: ['rino_api_agency_read'] });
    change(r, 'carrier', idAt(r, 'carriers', 0), { naic: '12345' });
    change(r, 'product', idAt(r, 'products', 0), { name: 'New' });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState['needs-auth'] >= 1, 'needs-auth');
    expect(r.effects()).toHaveLength(0);
    expect(r.outbox.authorization()).toMatchObject({ state: 'read-only' });
  });

  it.each(['sandbox', 'production'] as const)(
    'are held on a %s connection, which offers no such call',
    async (environment) => {
      const r = await make({ environment });
      change(r, 'carrier', idAt(r, 'carriers', 0), { naic: '12345' });
      change(r, 'product', idAt(r, 'products', 0), { name: 'New' });
      expect(r.outbox.counts().byState.held).toBe(2);
      expect(atOnce(r.outbox.plan(undefined))).toMatchObject({ records: 0, requests: 0 });
      expect(tray(r)[0]?.reason).toMatch(/publishes no way to change carriers .* make it in AgentSync/);
      expect(tray(r)[1]?.reason).toMatch(/publishes no way to change products/);
      expect(r.outbox.send(undefined)).toMatchObject({ ok: false, error: { code: 'not-offered' } });
      r.outbox.start();
      await r.pass(60_000);
      expect(requests(r)).toEqual({});
      expect(r.store.mirror.get('carrier', idAt(r, 'carriers', 0))?.effective['naic']).toBe('12345');
    },
  );

  it('are set back from their receipt', async () => {
    const r = await make();
    const id = idAt(r, 'carriers', 0);
    const before = r.sandbox.control.record('carriers', id);
    const batch = change(r, 'carrier', id, { naic: '12345', name: 'Renamed' });
    r.outbox.start();
    await r.drained();
    expect(valueOf(r.outbox.reversePreview(batch))).toMatchObject({ reversible: 2, cannotCount: 0 });
    valueOf(r.outbox.reverse(batch));
    await r.drained();
    const after = r.sandbox.control.record('carriers', id);
    expect(after).toMatchObject({ name: before?.['name'], naic: before?.['naic'] });
  });
});
