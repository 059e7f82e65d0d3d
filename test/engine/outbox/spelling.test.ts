import { atOnce } from '../../../main/engine/slices.ts';
import { describe, expect, it } from 'vitest';
import { make as makeNew, tray } from './createSupport.ts';
import { make } from './oneRig.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

const newLevel = (r: Rig, name: string, type = 'Percent'): string => {
  const [product] = r.sandbox.control.records('products', 0, 1);
  return makeNew(r, 'commissionLevel', { productId: product?.id ?? '', name, type, level: '1' });
};
const levels = (r: Rig): readonly unknown[] =>
  r.sandbox.control
    .records('commissionLevels', 0, 1000)
    .filter(({ name }) => typeof name === 'string' && name.startsWith('New '))
    .map(({ name, type }) => [name, type]);
const item = (r: Rig) => tray(r).at(0);

/** Records read as `Percent`, writes only taken as `PERCENT`: the contradiction of the vendor's pages. */
const contradictory = { typeShown: 'title', typeAccepted: 'upper' } as const;

describe('the spelling of commission types', () => {
  it('follows what the server shows, in both spellings', async () => {
    const r = await make({ profile: { typeShown: 'upper', typeAccepted: 'upper' } });
    expect(r.connector.typeCasing()).toBe('upper');
    newLevel(r, 'New 1', 'Dollar');
    r.outbox.start();
    await r.drained();
    expect(levels(r)).toEqual([['New 1', 'Dollar']]);
    expect(tray(r)).toEqual([]);
  });

  it('remembers it over a restart, before anything is read again', async () => {
    const r = await make({ profile: { typeShown: 'upper', typeAccepted: 'upper' } });
    await r.restart();
    expect(r.connector.typeCasing()).toBe('upper');
  });

  it('is not changed by records that show another spelling later', async () => {
    const r = await make();
    expect(r.connector.typeCasing()).toBe('title');
    r.sandbox.control.setProfile({ typeShown: 'upper' });
    await r.pull(['commissionLevel']);
    expect(r.connector.typeCasing()).toBe('title');
  });

  it('offers the other one when the server refuses the type, and changes nothing by itself', async () => {
    const r = await make({ profile: contradictory });
    newLevel(r, 'New 1');
    r.outbox.start();
    await r.drained();
    expect(item(r)).toMatchObject({ state: 'refused', sendAs: 'PERCENT' });
    expect(item(r)?.reason).toContain('Choose “Send as PERCENT”');
    expect(item(r)?.changes.find(({ field }) => field === 'type')?.message).toContain('type must be');
    expect(r.connector.typeCasing()).toBe('title');
    // Another try without a choice is spelt as before.
    valueOf(r.outbox.send(item(r)?.operationIds));
    await r.drained();
    expect(item(r)).toMatchObject({ state: 'refused', sendAs: 'PERCENT' });
    expect(levels(r)).toEqual([]);
  });

  it('sends the chosen one and remembers it for the connection once it was taken', async () => {
    const r = await make({ profile: contradictory });
    newLevel(r, 'New 1');
    r.outbox.start();
    await r.drained();
    const ids = item(r)?.operationIds ?? [];
    valueOf(r.outbox.sendAsOffered(ids));
    const preview = atOnce(r.outbox.requests(ids)).requests[0];
    if (preview !== undefined) expect(preview.body).toContain('"PERCENT"');
    await r.drained();
    expect(levels(r)).toEqual([['New 1', 'Percent']]);
    expect(r.connector.typeCasing()).toBe('upper');
    await r.restart();
    expect(r.connector.typeCasing()).toBe('upper');
    newLevel(r, 'New 2', 'Number');
    r.outbox.start();
    await r.drained();
    expect(levels(r)).toHaveLength(2);
    expect(tray(r)).toEqual([]);
  });

  it('keeps the choice over a restart and a pause of the host', async () => {
    const r = await make({ profile: contradictory });
    newLevel(r, 'New 1');
    r.outbox.start();
    await r.drained();
    r.sandbox.control.addFault({
      match: { operation: 'createLevel' },
      action: { kind: 'status', status: 429, phase: 'before', retryAfter: 1 },
      times: 1,
    });
    valueOf(r.outbox.sendAsOffered(item(r)?.operationIds ?? []));
    await r.restart();
    r.outbox.start();
    await r.until(() => tray(r).length === 0, 'the level is made');
    expect(r.connector.typeCasing()).toBe('upper');
  });

  it('tries each spelling once, and forgets the choice when the server takes neither', async () => {
    const r = await make();
    newLevel(r, 'New 1');
    r.sandbox.control.addFault({
      match: { operation: 'createLevel' },
      action: { kind: 'status', status: 400, phase: 'before', messages: ['type must be known.'] },
    });
    r.outbox.start();
    await r.drained();
    valueOf(r.outbox.sendAsOffered(item(r)?.operationIds ?? []));
    await r.drained();
    expect(item(r)).toMatchObject({ state: 'refused', sendAs: null });
    expect(item(r)?.reason).toContain('were both refused');
    expect(r.connector.typeCasing()).toBe('title');
    expect(r.outbox.sendAsOffered(item(r)?.operationIds ?? [])).toMatchObject({
      ok: false,
      error: { code: 'no-other-spelling' },
    });
  });

  it('offers nothing when the refusal is about another field', async () => {
    const r = await make({ profile: contradictory });
    r.sandbox.control.addFault({
      match: { operation: 'createLevel' },
      action: { kind: 'status', status: 400, phase: 'before', messages: ['name must be shorter.'] },
    });
    newLevel(r, 'New 1');
    r.outbox.start();
    await r.drained();
    expect(item(r)).toMatchObject({ state: 'refused', sendAs: null });
  });

  it('offers it for changes of a level as well, one by one in a bulk request', async () => {
    const r = await make({ profile: contradictory });
    const [a, b] = r.sandbox.control.records('commissionLevels', 0, 2);
    if (a === undefined || b === undefined) throw new Error('no data');
    const other = a['type'] === 'Dollar' ? 'Number' : 'Dollar';
    valueOf(
      r.outbox.stage('commissionLevel', 'Type and name', [
        { recordId: a.id, field: 'type', input: { value: other } },
        { recordId: b.id, field: 'name', input: { value: 'Renamed' } },
      ]),
    );
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.record('commissionLevels', b.id)?.['name']).toBe('Renamed');
    expect(tray(r)).toHaveLength(1);
    expect(item(r)).toMatchObject({ recordId: a.id, state: 'refused', sendAs: other.toUpperCase() });
    valueOf(r.outbox.sendAsOffered(item(r)?.operationIds ?? []));
    await r.drained();
    expect(r.sandbox.control.record('commissionLevels', a.id)?.['type']).toBe(other);
    expect(r.connector.typeCasing()).toBe('upper');
  });
});
