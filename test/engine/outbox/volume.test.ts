import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

describe('staging in volume', () => {
  let r: Rig;
  beforeAll(async () => {
    r = await rig({ assignments: 100_000 });
  });
  afterAll(async () => {
    await r.dispose();
  });

  it.each([1, 10_000, 100_000])('stages %i edits and takes them back', (count) => {
    const ids = r.store.mirror.ids('contractAssignment', null, count);
    const tag = randomBytes(3).toString('hex');
    const edits = ids.map((recordId) => ({
      recordId,
      field: 'userDefined1',
      input: { typed: `${tag} ${recordId.slice(0, 4)}` },
    }));
    expect(valueOf(r.outbox.stage('contractAssignment', 'Volume', edits)).staged).toBe(count);
    expect(r.outbox.counts().unsent).toBe(count);
    valueOf(r.outbox.undo());
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('drains 10,000 edits with few requests', async () => {
    const count = 10_000;
    r.sandbox.control.clearCounters();
    const ids = r.store.mirror.ids('contractAssignment', null, count);
    const edits = ids.map((recordId) => ({ recordId, field: 'userDefined2', input: { typed: 'drain' } }));
    valueOf(r.outbox.stage('contractAssignment', 'Drain', edits));
    r.outbox.start();
    await r.until(() => r.outbox.counts().unsent === 0, 'everything sent');
    expect(r.sandbox.control.counters()['updateAssignmentsBulk']).toBe(Math.ceil(count / 250));
    expect(r.effects()).toHaveLength(count);
  });
});
