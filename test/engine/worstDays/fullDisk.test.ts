import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { startEngineProcess } from '../support/engineProcess.ts';
import type { EngineProcess } from '../support/engineProcess.ts';
import { smallDisk } from './fullDiskSupport.ts';
import type { SmallDisk } from './fullDiskSupport.ts';

/** One engine process lives through each of these days: nothing is started again. */
let disk: SmallDisk;
let sandbox: Sandbox;
let engine: EngineProcess;
/** Ends the wait of a request that a fault holds back. */
let letGo: () => void;
const soon = { timeout: 60_000, interval: 50 };
vi.setConfig({ testTimeout: 300_000 });

beforeEach(async () => {
  disk = smallDisk();
  const held = Promise.withResolvers<void>();
  letGo = held.resolve;
  sandbox = await startSandbox({
    seed: 7,
    size: { assignments: 400, carriers: 2 },
    pause: () => held.promise,
  });
  engine = await startEngineProcess({
    databaseFile: path.join(disk.folder, 'profile', 'upline.db'),
    databaseKey: new Uint8Array(randomBytes(32)),
    sandbox,
  });
});
afterEach(async () => {
  await engine.kill();
  await sandbox.close();
  disk.dispose();
});

async function mirrored(): Promise<void> {
  await vi.waitFor(async () => {
    const { sync } = await engine.call('status.read', {});
    const open = sync
      .filter(({ state }) => state !== 'not-offered')
      .filter(({ completedAt }) => completedAt === null);
    expect(open).toEqual([]);
  }, soon);
}

const ids = (count: number): readonly string[] =>
  sandbox.control.records('contractAssignments', 0, count).map(({ id }) => id);

const type = (chosen: readonly string[], text: string) =>
  engine.call('edit.stage', {
    collection: 'contractAssignment',
    label: 'Typing',
    edits: chosen.map((id) => ({ row: { id }, field: 'userDefined1', input: { typed: text } })),
  });

const shown = async (id: string): Promise<string> => {
  const { fields } = await engine.call('record.read', { collection: 'contractAssignment', id });
  return fields.find(({ field }) => field === 'userDefined1')?.shown ?? '';
};

it('saves nothing by half on a full disk, says so, and works when there is space again', async () => {
  engine.start();
  await mirrored();
  await engine.call('network.work-offline', { offline: true });
  await type(ids(10), 'before');
  disk.fill(engine.pid);
  await expect(type(ids(300), 'x'.repeat(200))).rejects.toThrow(
    disk.code === 'disk-full'
      ? /^disk-full: The disk is full, so the last step was not saved/
      : /^storage-failed: The disk did not answer/,
  );
  expect((await engine.call('status.read', {})).outbox.unsent).toBe(10);
  expect(await shown(ids(1)[0] ?? '')).toBe('before');
  disk.free(engine.pid);
  expect(await type(ids(300), 'after')).toMatchObject({ staged: 300, refusedCount: 0 });
  expect((await engine.call('status.read', {})).outbox.unsent).toBe(300);
  expect((await engine.call('audit.verify', {})).brokenAt).toBeNull();
});

it('says that reading stopped for want of space, and goes on where it was', async () => {
  disk.fill(engine.pid);
  engine.start();
  await vi.waitFor(async () => {
    const { sync } = await engine.call('status.read', {});
    expect(sync.map(({ failure }) => failure?.code)).toContain(disk.code);
  }, soon);
  disk.free(engine.pid);
  await engine.call('sync.start', {});
  await mirrored();
  const { total } = await engine.call('view.open', {
    collection: 'contractAssignment',
    columns: ['npn'],
    sort: [],
    filters: [],
    search: '',
  });
  expect(total).toBe(400);
});

it('does not lose an outcome that could not be written down, and writes once', async () => {
  engine.start();
  await mirrored();
  sandbox.control.clearCounters();
  sandbox.control.addFault({
    match: { operation: 'updateAssignmentsBulk' },
    action: { kind: 'latency', ms: 1 },
  });
  const [id = ''] = ids(1);
  await type([id], 'once');
  await vi.waitFor(() => expect(sandbox.control.keptWaiting()).toBe(1), soon);
  disk.fill(engine.pid);
  letGo();
  await vi.waitFor(
    () => expect(sandbox.control.record('contractAssignments', id)?.['userDefined1']).toBe('once'),
    soon,
  );
  // The answer arrives and cannot be written down: the change is not called sent.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await engine.call('status.read', {})).outbox.unsent).toBe(1);
  sandbox.control.clearFaults();
  disk.free(engine.pid);
  await vi.waitFor(async () => {
    expect((await engine.call('status.read', {})).outbox.unsent).toBe(0);
  }, soon);
  const effects = sandbox.control
    .journal()
    .filter((entry) => entry.id === id && Object.hasOwn(entry.changes, 'userDefined1'));
  expect(effects).toHaveLength(1);
  expect(await shown(id)).toBe('once');
  expect((await engine.call('audit.verify', {})).brokenAt).toBeNull();
});
