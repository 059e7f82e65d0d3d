import { afterEach, describe, expect, it } from 'vitest';
import { valueOf } from '../outbox/support.ts';
import type { Ground } from '../../model/world.ts';
import { firstIds, prepareGround, timesWritten, type } from './support.ts';
import type { World } from './support.ts';

let ground: Ground | undefined;
const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.end();
  await ground?.close();
  ground = undefined;
});

describe('two laptops edit the same five hundred rows offline', () => {
  it('names every conflict, loses nothing, and both end with what the people chose', async () => {
    ground = await prepareGround('direct', 500);
    const ann = ground.begin(1);
    const ben = ground.join(2);
    worlds.push(ann, ben);
    for (const world of worlds) {
      await world.pulled();
      world.network.choose(true);
    }
    const ids = firstIds(ann, 500);
    type(ann, 'userDefined1', ids, (index) => `ann ${index}`);
    type(ben, 'userDefined1', ids, (index) => `ben ${index}`);
    // Another field of the same rows is nobody's conflict.
    type(ben, 'userDefined2', ids.slice(0, 50), (index) => `only ben ${index}`);

    ann.network.choose(false);
    await ann.drained();
    expect(ann.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
    ben.network.choose(false);
    await ben.drained();

    const { total, items } = ben.outbox.list({ states: ['conflict'], offset: 0, limit: 500 });
    expect(total).toBe(500);
    for (const item of items) {
      const index = ids.indexOf(item.recordId);
      const change = item.changes.find(({ field }) => field === 'userDefined1');
      expect(change).toMatchObject({ to: `ben ${index}`, theirs: `ann ${index}` });
      expect(ben.shown(item.recordId, 'userDefined1')).toBe(`ben ${index}`);
      expect(ben.held(item.recordId, 'userDefined1')).toBe(`ann ${index}`);
    }
    const idsOf = (from: number, to: number): string[] =>
      items
        .filter(({ recordId }) => ids.indexOf(recordId) >= from && ids.indexOf(recordId) < to)
        .flatMap(({ operationIds }) => operationIds);
    valueOf(ben.outbox.resolve(idsOf(0, 250), 'mine'));
    valueOf(ben.outbox.resolve(idsOf(250, 500), 'theirs'));
    await ben.drained();
    expect(ben.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
    await ann.pulled();
    await ben.pulled();
    for (const [index, id] of ids.entries()) {
      const agreed = index < 250 ? `ben ${index}` : `ann ${index}`;
      expect([
        ann.held(id, 'userDefined1'),
        ann.shown(id, 'userDefined1'),
        ben.shown(id, 'userDefined1'),
      ]).toEqual([agreed, agreed, agreed]);
      if (index < 50) expect(ann.shown(id, 'userDefined2')).toBe(`only ben ${index}`);
    }
    expect([...new Set(timesWritten(ann).values())]).toEqual([1]);
    for (const world of worlds) expect(world.store.audit.verify().brokenAt).toBeNull();
  });
});

describe('the vendor restores yesterday’s backup', () => {
  it('does not repeat what was sent, follows the vendor, and asks where a staged edit built on what is gone', async () => {
    ground = await prepareGround('direct', 60);
    const world = ground.begin(1);
    worlds.push(world);
    await world.pulled();
    const yesterday = world.sandbox.control.snapshot();
    const ids = firstIds(world, 30);
    type(world, 'userDefined1', ids, (index) => `sent ${index}`);
    await world.drained();
    expect(world.effects()).toHaveLength(30);
    world.network.choose(true);
    // On top of a value that the backup does not have, and beside it.
    type(world, 'userDefined1', ids.slice(0, 5), (index) => `on top ${index}`);
    type(world, 'userDefined2', ids.slice(10, 15), (index) => `beside ${index}`);

    expect(world.sandbox.control.restore(yesterday)).toBe(true);
    world.network.choose(false);
    await world.drained();
    await world.pulled();

    // Sent once, yesterday; what became of it is the vendor's to say, and nothing is sent behind anybody's back.
    expect(world.effects()).toHaveLength(35);
    for (const [index, id] of ids.entries()) {
      if (index < 5) {
        expect(world.shown(id, 'userDefined1')).toBe(`on top ${index}`);
        expect(world.held(id, 'userDefined1')).not.toContain('sent');
      } else expect(world.shown(id, 'userDefined1')).toBe(world.held(id, 'userDefined1'));
    }
    for (const [index, id] of ids.slice(10, 15).entries())
      expect(world.held(id, 'userDefined2')).toBe(`beside ${index}`);
    const { total, items } = world.outbox.list({ states: ['conflict'], offset: 0, limit: 100 });
    expect(total).toBe(5);
    for (const item of items) expect(item.reason).not.toBe('');
    valueOf(
      world.outbox.resolve(
        items.flatMap(({ operationIds }) => operationIds),
        'mine',
      ),
    );
    await world.drained();
    expect(world.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
    for (const [index, id] of ids.slice(0, 5).entries())
      expect(world.held(id, 'userDefined1')).toBe(`on top ${index}`);
  });
});
