import { afterEach, describe, expect, it } from 'vitest';
import { allCollections, createRig, differences } from './rig.ts';
import type { Rig } from './rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

describe('a first pass over everything', () => {
  it('brings every record of every collection and the lookups', async () => {
    rig = await createRig();
    expect(rig.state('carrier').state).toBe('never');
    await rig.pass();
    for (const collection of allCollections) {
      expect(differences(rig, collection)).toEqual([]);
      expect(rig.state(collection)).toMatchObject({ state: 'idle', failure: null });
      expect(rig.state(collection).records).toBe(rig.store.mirror.count(collection));
      expect(rig.seen.membership).toContain(collection);
      expect(rig.seen.states).toContain(`${collection} running`);
    }
    expect(rig.store.mirror.count('contractAssignment')).toBe(230);
    expect(rig.store.lookups.list('assignmentStatus')).toHaveLength(34);
    expect(rig.store.lookups.find('administrativeDivision', 'TX')?.name).toBe('TX');
    expect(rig.state('lookups').state).toBe('idle');
    expect(rig.store.setAside.count()).toBe(0);
  });

  it.each([0, 1, 49, 50, 51, 150])('reads a list of %i in pages of 50', async (assignments) => {
    rig = await createRig({ size: { assignments, carriers: 2 } });
    await rig.pass();
    expect(rig.state('contractAssignment')).toMatchObject({
      state: 'idle',
      records: assignments,
      failure: null,
    });
    expect(differences(rig, 'contractAssignment')).toEqual([]);
    expect(rig.sandbox.control.counters()['listAssignments']).toBe(Math.max(1, Math.ceil(assignments / 50)));
  });

  it('sees edits, additions and deletions of others on the next pass', async () => {
    rig = await createRig();
    await rig.pass();
    const [first, second] = rig.sandbox.control.records('contractAssignments', 0, 2);
    if (first === undefined || second === undefined) throw new Error('no data');
    rig.sandbox.control.remoteEdit('contractAssignments', first.id, { writingNumber: 'ELSEWHERE' });
    rig.sandbox.control.remoteDelete('contractAssignments', second.id);
    const { id: _id, ...fields } = first;
    rig.sandbox.control.remoteCreate('contractAssignments', fields);
    rig.seen.membership.clear();
    await rig.pass();
    expect(differences(rig, 'contractAssignment')).toEqual([]);
    expect(rig.store.mirror.get('contractAssignment', second.id)?.goneAt).not.toBeNull();
    expect([...rig.seen.membership]).toEqual(['contractAssignment']);
  });

  it('takes a parent that vanished during the pass for gone, not for a failure', async () => {
    rig = await createRig({ size: { assignments: 60, carriers: 12 } });
    await rig.pass();
    const products = rig.sandbox.control.records('products', 0, 1_000);
    const [carrier] = rig.sandbox.control.records('carriers', 0, 1);
    const carrierId = carrier?.id ?? '';
    const children = products.filter((product) => product['carrierId'] === carrierId);
    // The list of carriers named it, and a moment later it is gone.
    rig.sandbox.control.addFault({
      match: { path: `carriers/${carrierId}/products` },
      action: { kind: 'status', status: 404 },
    });
    await rig.pass();
    expect(rig.state('product')).toMatchObject({ state: 'idle', failure: null });
    expect(rig.store.mirror.count('product')).toBe(products.length - children.length);
  });

  it('does not take a list that is nowhere to be found for an empty one', async () => {
    rig = await createRig();
    await rig.pass();
    const before = rig.store.mirror.count('product');
    rig.sandbox.control.addFault({
      match: { operation: 'listProducts' },
      action: { kind: 'status', status: 404 },
    });
    await rig.pass();
    expect(rig.state('product')).toMatchObject({ state: 'failed', failure: { code: 'not-found' } });
    expect(rig.store.mirror.count('product')).toBe(before);
  });
});
