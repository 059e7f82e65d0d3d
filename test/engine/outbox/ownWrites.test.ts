import { expect, it } from 'vitest';
import { rig, valueOf } from './support.ts';

it('is in no conflict with its own write that a 503 hid', async () => {
  const r = await rig({ assignments: 4 });
  try {
    const [id = ''] = r.ids;
    r.sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'status', status: 503, phase: 'after', retryAfter: 4 },
      times: 1,
    });
    valueOf(r.type('userDefined1', { [id]: 'first' }));
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.unknown === 1, 'unknown');
    expect(r.held(id, 'userDefined1')).toBe('first');
    valueOf(r.type('userDefined1', { [id]: 'second' }));
    await r.drained();
    expect(r.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
    expect(r.effects().map(({ changes }) => changes['userDefined1']?.to)).toEqual(['first', 'second']);
  } finally {
    await r.dispose();
  }
});
