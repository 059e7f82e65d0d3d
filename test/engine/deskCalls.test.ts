import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Engine } from '../../main/engine/engine.ts';
import { openOfflineEngine } from './support/offlineEngine.ts';

const key = new Uint8Array(32).fill(7);
let folder = '';
let engine: Engine | null = null;

function open(): Engine {
  engine = openOfflineEngine(path.join(folder, 'upline.db'), key);
  return engine;
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-calls-'));
});
afterEach(async () => {
  await engine?.close();
  engine = null;
  rmSync(folder, { recursive: true, force: true });
});

it('keeps the way of sending and the name across a restart, and tells both in the status', async () => {
  const first = open();
  expect(first.call('status.read', {})).toMatchObject({
    value: {
      sendMode: 'automatic',
      actorName: '',
      connection: { id: 'c1', name: 'Test', environment: 'practice' },
    },
  });
  expect(first.call('outbox.mode', { mode: 'review' })).toEqual({ ok: true, value: null });
  expect(first.call('actor.name', { name: '  Dana Reyes ' })).toEqual({ ok: true, value: null });
  await first.close();
  expect(open().call('status.read', {})).toMatchObject({
    value: { sendMode: 'review', actorName: 'Dana Reyes' },
  });
});

it('answers every call of an empty outbox', async () => {
  const one = open();
  expect(one.unsent()).toBe(0);
  expect(await one.call('outbox.plan', {})).toEqual({
    ok: true,
    value: {
      records: 0,
      requests: 0,
      seconds: 0,
      words: 'nothing to send',
      confirm: { terminations: 0, invitations: 0 },
    },
  });
  expect(await one.call('outbox.requests', { operationIds: ['x'] })).toEqual({
    ok: true,
    value: { requests: [], more: 0 },
  });
  expect(one.call('outbox.send', {})).toEqual({ ok: true, value: { queued: 0 } });
  expect(one.call('outbox.hold', { operationIds: ['x'] })).toEqual({ ok: true, value: { held: 0 } });
  expect(one.call('audit.list', { offset: 0, limit: 10 })).toEqual({
    ok: true,
    value: { total: 0, lines: [] },
  });
  expect(await one.call('audit.verify', {})).toEqual({ ok: true, value: { entries: 0, brokenAt: null } });
  expect(await one.call('audit.csv', {})).toMatchObject({ ok: true });
  expect(one.call('batch.reverse', { batchId: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'receipt-not-found' },
  });
  expect(await one.call('receipt.csv', { batchId: 'x', rows: 'all' })).toMatchObject({ ok: false });
  expect(await one.call('transfer.export', { passphrase: 'too short' })).toMatchObject({
    ok: false,
    error: { code: 'bad-request' },
  });
  expect(await one.call('transfer.export', { passphrase: 'long enough to do' })).toMatchObject({
    ok: true,
    value: { operations: 0 },
  });
  expect(
    one.call('transfer.import', { passphrase: 'long enough to do', data: new Uint8Array(9) }),
  ).toMatchObject({
    ok: false,
    error: { code: 'not-an-unsent-file' },
  });
});
