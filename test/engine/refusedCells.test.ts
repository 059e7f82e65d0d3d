import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { refusedCellHandlers } from '../../main/engine/calls/refusedCells.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { make } from './outbox/createSupport.ts';
import { rig } from './outbox/support.ts';
import { openOfflineEngine } from './support/offlineEngine.ts';

const key = new Uint8Array(32).fill(7);
let folder = '';
let engine: Engine | null = null;

function open(): Engine {
  engine = openOfflineEngine(path.join(folder, 'upline.db'), key);
  return engine;
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-refused-'));
});
afterEach(async () => {
  await engine?.close();
  engine = null;
  rmSync(folder, { recursive: true, force: true });
});

/** A record of this computer; answers its id. */
function made(of: Engine, collection: 'carrier' | 'producer', values: Record<string, string>): string {
  const typed = Object.fromEntries(Object.entries(values).map(([field, text]) => [field, { typed: text }]));
  const answer = of.call('record.create', { collection, label: 'New', values: typed });
  return JSON.stringify(answer).match(/local:[^"]+/)?.[0] ?? JSON.stringify(answer);
}

const refusal = {
  field: 'naic',
  record: 'Acme Life',
  fieldLabel: 'NAIC',
  text: 'not a "code"\n\t€ 😀',
  reason: 'At most 50 characters.',
};

it('keeps what was typed into refused cells across a restart, for each list by itself', async () => {
  const first = open();
  const recordId = made(first, 'carrier', { name: 'Acme Life' });
  const cells = [{ ...refusal, recordId }];
  expect(first.call('refused-cells.read', { collection: 'carrier' })).toEqual({
    ok: true,
    value: { cells: [] },
  });
  expect(first.call('refused-cells.write', { collection: 'carrier', cells })).toEqual({
    ok: true,
    value: null,
  });
  await first.close();
  const second = open();
  expect(second.call('refused-cells.read', { collection: 'carrier' })).toEqual({
    ok: true,
    value: { cells },
  });
  expect(second.call('refused-cells.read', { collection: 'product' })).toEqual({
    ok: true,
    value: { cells: [] },
  });
  expect(second.call('refused-cells.write', { collection: 'carrier', cells: [] })).toMatchObject({
    ok: true,
  });
  expect(second.call('refused-cells.read', { collection: 'carrier' })).toEqual({
    ok: true,
    value: { cells: [] },
  });
});

it('keeps a thousand of them, and refuses to be given more', async () => {
  const first = open();
  const recordId = made(first, 'carrier', { name: 'Acme Life' });
  const cells = Array.from({ length: 1_001 }, (_, index) => ({
    ...refusal,
    recordId,
    field: `userDefined${(index % 10) + 1}`,
    text: `${index}`,
  }));
  const write = (some: typeof cells) =>
    first.call('refused-cells.write', { collection: 'carrier', cells: some });
  expect(write(cells.slice(0, 1_000))).toEqual({ ok: true, value: null });
  await first.close();
  const second = open();
  const kept = (): unknown => second.call('refused-cells.read', { collection: 'carrier' });
  expect(kept()).toEqual({ ok: true, value: { cells: cells.slice(0, 1_000) } });
  expect(second.call('refused-cells.write', { collection: 'carrier', cells })).toMatchObject({ ok: false });
  expect(kept()).toEqual({ ok: true, value: { cells: cells.slice(0, 1_000) } });
});

it('goes with a record that is discarded, and comes back with it', () => {
  const one = open();
  const recordId = made(one, 'carrier', { name: 'Acme Life' });
  const cells = [{ ...refusal, recordId }];
  expect(one.call('refused-cells.write', { collection: 'carrier', cells })).toMatchObject({ ok: true });
  const kept = (): unknown => one.call('refused-cells.read', { collection: 'carrier' });
  const listed = JSON.stringify(one.call('outbox.list', { offset: 0, limit: 10 }));
  const operationIds = [/"operationIds":\["([^"]+)"/.exec(listed)?.[1] ?? ''];
  expect(one.call('outbox.discard', { operationIds })).toMatchObject({ ok: true });
  expect(kept()).toEqual({ ok: true, value: { cells: [] } });
  expect(one.call('edit.undo', {})).toMatchObject({ ok: true });
  expect(kept()).toEqual({ ok: true, value: { cells } });
  expect(one.call('edit.undo', {})).toMatchObject({ ok: true });
  expect(kept()).toEqual({ ok: true, value: { cells: [] } });
  expect(one.call('edit.redo', {})).toMatchObject({ ok: true });
  expect(kept()).toEqual({ ok: true, value: { cells } });
});

it('is of the record under its new name once AgentSync has made it', async () => {
  const r = await rig({ assignments: 10 });
  try {
    const recordId = make(r, 'carrier', { name: 'Acme Life' });
    const calls = refusedCellHandlers(r.store);
    calls['refused-cells.write']({ collection: 'carrier', cells: [{ ...refusal, recordId }] });
    r.outbox.start();
    await r.drained();
    const named = r.store.operations.nameOf(recordId);
    expect(named).not.toBeNull();
    expect(calls['refused-cells.read']({ collection: 'carrier' })).toEqual({
      ok: true,
      value: { cells: [{ ...refusal, recordId: named }] },
    });
  } finally {
    await r.dispose();
  }
});

it('leaves out records that are gone, and never keeps what was typed into a sealed field', () => {
  const one = open();
  const recordId = made(one, 'producer', { npn: '00417001', type: 'Individual', lastName: 'Reyes' });
  expect(recordId).toMatch(/^local:/);
  const cells = [
    { ...refusal, recordId, field: 'primaryEmail', text: 'nobody' },
    { ...refusal, recordId, field: 'ssnLast4', text: '123-45-678' },
    { ...refusal, recordId: 'no such record', field: 'primaryEmail', text: 'nobody' },
  ];
  expect(one.call('refused-cells.write', { collection: 'producer', cells })).toMatchObject({ ok: true });
  expect(one.call('refused-cells.read', { collection: 'producer' })).toEqual({
    ok: true,
    value: { cells: cells.slice(0, 1) },
  });
});
