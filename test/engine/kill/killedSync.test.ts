import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { chance, runSeed } from '../support/chance.ts';
import { startEngineProcess } from '../support/engineProcess.ts';
import { killsWhile, tellKills } from './share.ts';

const kills = killsWhile('syncing');
const assignments = 100_000;

/**
 * What must hold in the file whenever the engine was killed while it synced: every record is one the
 * server has or had, whole, and nothing the server has is marked as gone.
 */
describe('a sync killed at any moment', () => {
  const seed = runSeed();
  const dice = chance(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-killed-sync-'));
  const databaseFile = path.join(folder, 'upline.db');
  const databaseKey = new Uint8Array(randomBytes(32));
  /** Every writing number a record ever had at the server. */
  const versions = new Map<string, Set<string | null>>();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ size: 'agency', seed: 7 });
    sandbox.control.addFault({ match: { method: 'GET' }, action: { kind: 'latency', ms: 10, jitterMs: 10 } });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inStore = <T>(look: (store: Store) => T): T => {
    const opened = openStore({ file: databaseFile, key: databaseKey, readServerCopy });
    if (!opened.ok) throw new Error(opened.error.message);
    try {
      return look(opened.value);
    } finally {
      opened.value.close();
    }
  };

  /** Somebody else changes a record between two kills. */
  const editRemotely = (turn: number): void => {
    const [row] = sandbox.control.records('contractAssignments', dice.between(0, assignments - 1), 1);
    if (row === undefined) throw new Error('the sandbox has no such record');
    const known = versions.get(row.id) ?? new Set();
    known.add(typeof row['writingNumber'] === 'string' ? row['writingNumber'] : null);
    known.add(`R${turn}`);
    versions.set(row.id, known);
    sandbox.control.remoteEdit('contractAssignments', row.id, { writingNumber: `R${turn}` });
  };

  /** Records that are not what the server has or had. `step` 1 looks at every record, 97 at a sample. */
  const wrongRecords = (store: Store, step: number): string[] => {
    const wrong: string[] = [];
    // Making up every record of the vendor takes longer than all the rest of a turn, so a sample is made one by one.
    const page = step === 1 ? 1_000 : 1;
    for (let offset = 0; offset < assignments; offset += page * step) {
      for (const row of sandbox.control.records('contractAssignments', offset, page)) {
        const held = store.mirror.get('contractAssignment', row.id);
        if (held === null) continue;
        const truth = readServerCopy('contractAssignment', row);
        const number = held.effective['writingNumber'] ?? null;
        const wasOnceTrue = versions.get(row.id)?.has(typeof number === 'string' ? number : null) ?? false;
        const expected = wasOnceTrue
          ? { ...truth, writingNumber: number, modifiedDate: held.effective['modifiedDate'] }
          : truth;
        const differs = Object.entries(expected).some(
          ([field, value]) => JSON.stringify(held.effective[field] ?? null) !== JSON.stringify(value ?? null),
        );
        if (differs || held.goneAt !== null) wrong.push(row.id);
      }
    }
    return wrong;
  };

  it(`holds only whole, true records after each of ${kills} kills, and everything at the end`, async () => {
    console.log(`seed ${seed}`);
    let diedInFirstSync = 0;
    for (let turn = 1; turn <= kills; turn += 1) {
      const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox });
      engine.start();
      await engine.call('sync.start', {});
      await wait(dice.between(5, 700));
      // The first of them falls into a first sync that has begun, however slow the machine is.
      if (turn === 1)
        await vi.waitFor(
          () => expect(sandbox.control.counters()['listAssignments'] ?? 0).toBeGreaterThan(0),
          { timeout: 300_000, interval: 1 },
        );
      await engine.kill();
      editRemotely(turn);
      const seen = inStore((store) => ({
        wrong: wrongRecords(store, turn % 100 === 0 ? 1 : 97),
        count: store.mirror.count('contractAssignment'),
        complete: store.syncState.read('contractAssignment').completedPass !== null,
        begun: store.mirror.count('carrier') > 0,
      }));
      expect(seen.wrong, `after kill ${turn}, seed ${seed}`).toEqual([]);
      if (seen.complete) expect(seen.count).toBe(assignments);
      else if (seen.begun) diedInFirstSync += 1;
      tellKills('syncing', turn);
    }
    // The kills must have hit a first sync that was under way, or the test shows nothing about resuming.
    expect(diedInFirstSync).toBeGreaterThan(0);

    sandbox.control.clearFaults();
    const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox });
    engine.start();
    // First whatever pass the last kill interrupted, then one that sees everything as it is now.
    const passAfter = async (since: number): Promise<void> => {
      await vi.waitFor(
        async () => {
          const { sync } = await engine.call('status.read', {});
          const open = sync.filter(
            ({ state, completedAt }) =>
              state !== 'not-offered' && (state !== 'idle' || (completedAt ?? 0) < since),
          );
          expect(open).toEqual([]);
        },
        { timeout: 300_000, interval: 100 },
      );
    };
    await passAfter(0);
    const before = Date.now();
    await engine.call('sync.start', {});
    await passAfter(before);
    await engine.close();
    inStore((store) => {
      versions.clear();
      expect(wrongRecords(store, 1)).toEqual([]);
      expect(store.mirror.count('contractAssignment')).toBe(assignments);
      expect(store.mirror.count('carrier')).toBe(sandbox.control.count('carriers'));
      expect(store.mirror.count('product')).toBe(sandbox.control.count('products'));
      expect(store.mirror.count('commissionLevel')).toBe(sandbox.control.count('commissionLevels'));
    });
  }, 3_600_000);
});
