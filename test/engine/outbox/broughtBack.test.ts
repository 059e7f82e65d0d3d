import { afterEach, describe, expect, it } from 'vitest';
import { anyway, rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

describe('a discarded change that is brought back', () => {
  it('is in conflict with nobody when an earlier value of the same cell was sent meanwhile', async () => {
    used = await rig();
    const r = used;
    const [id = ''] = r.ids;
    r.network.choose(true);
    valueOf(r.type('userDefined1', { [id]: 'first' }));
    const later = valueOf(r.type('userDefined1', { [id]: 'second' })).batchId ?? '';
    const { undoId } = valueOf(r.outbox.discard(r.store.operations.ofBatch(later).map((one) => one.id)));
    r.network.choose(false);
    r.outbox.start();
    await r.drained();
    expect(r.held(id, 'userDefined1')).toBe('first');
    expect(valueOf(r.outbox.restore(undoId ?? ''))).toEqual({ restored: 1, left: 0 });
    await r.drained();
    expect(r.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
    expect(r.held(id, 'userDefined1')).toBe('second');
  });

  it('asks again before it ends a contract', async () => {
    used = await rig();
    const r = used;
    const ending = r.store.lookups
      .list('assignmentStatus')
      .find(({ name }) => name === 'TERMINATED_WITH_CAUSE');
    const id = r.ids.find((one) => r.shown(one, 'assignmentStatusId') !== ending?.id) ?? '';
    r.network.choose(true);
    const edit = { recordId: id, field: 'assignmentStatusId', input: { value: ending?.id ?? '' } };
    const { batchId } = valueOf(r.outbox.stage('contractAssignment', 'End', [edit], anyway));
    const ids = r.store.operations.ofBatch(batchId ?? '').map((one) => one.id);
    valueOf(r.outbox.send(ids, true));
    const { undoId } = valueOf(r.outbox.discard(ids));
    valueOf(r.outbox.restore(undoId ?? ''));
    expect(r.outbox.send(ids)).toMatchObject({ ok: false, error: { code: 'needs-confirmation' } });
  });
});
