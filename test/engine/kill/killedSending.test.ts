import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { chance, runSeed } from '../support/chance.ts';
import { Killed, startEngineProcess } from '../support/engineProcess.ts';
import type { EngineProcess } from '../support/engineProcess.ts';
import { killsWhile, readAll, sendAll, tellKills, writeOut } from './share.ts';

const kills = killsWhile('sending');

/** The stand-in carries a write out within so long; kills must not all fall into the wait for it. */
const lateMs = 120;

/** What one record should hold: the last value whose staging was answered, or one staged without an answer since. */
interface Expected {
  answered: string | null;
  readonly unanswered: Set<string>;
}

describe('staging and sending killed at any moment', () => {
  const seed = runSeed();
  const dice = chance(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-killed-sending-'));
  const databaseFile = path.join(folder, 'upline.db');
  const databaseKey = new Uint8Array(randomBytes(32));
  const expected = new Map<string, Expected>();
  let sandbox: Sandbox;
  let ids: readonly string[];
  let value = 0;

  beforeAll(async () => {
    sandbox = await startSandbox({ size: 'small', seed: 11 });
    ids = sandbox.control.records('contractAssignments', 0, 400).map(({ id }) => id);
    const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox, lateMs });
    await readAll(engine);
    await engine.close();
    // Wide windows before and after the server applies a write, so that kills land in both.
    sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind: 'latency', ms: 20, jitterMs: 60 } });
    sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'drop', phase: 'after' },
      probability: 0.15,
    });
    sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'drop', phase: 'before' },
      probability: 0.1,
    });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One gesture over some rows, each cell with a value never used before. */
  const stage = async (engine: EngineProcess): Promise<void> => {
    const rows = new Set(Array.from({ length: dice.between(1, 12) }, () => dice.pick(ids)));
    const edits = [...rows].map((id) => {
      value += 1;
      return { id, text: `V${value}` };
    });
    for (const { id, text } of edits) {
      const known = expected.get(id) ?? { answered: null, unanswered: new Set() };
      known.unanswered.add(text);
      expected.set(id, known);
    }
    const outcome = await engine.call('edit.stage', {
      collection: 'contractAssignment',
      label: `Gesture ${value}`,
      edits: edits.map(({ id, text }) => ({ row: { id }, field: 'userDefined1', input: { typed: text } })),
    });
    expect(outcome.refusedCount).toBe(0);
    for (const { id, text } of edits) {
      const known = expected.get(id);
      if (known === undefined) continue;
      known.answered = text;
      known.unanswered.clear();
    }
  };

  const unlessKilled = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  };

  /** Every answered value is still shown by a freshly started engine. */
  const lost = async (engine: EngineProcess): Promise<string[]> => {
    const missing: string[] = [];
    for (const [id, { answered, unanswered }] of expected) {
      const { fields } = await engine.call('record.read', { collection: 'contractAssignment', id });
      const shown = fields.find(({ field }) => field === 'userDefined1')?.shown ?? '';
      if (shown !== answered && !unanswered.has(shown) && answered !== null)
        missing.push(`${id}: ${shown}, not ${answered}`);
    }
    return missing;
  };

  it(`loses nothing staged and repeats no effect over ${kills} kills`, async () => {
    console.log(`seed ${seed}`);
    let diedWhileSending = 0;
    for (let turn = 1; turn <= kills; turn += 1) {
      const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox, lateMs });
      const { outbox } = await engine.call('status.read', {});
      if (outbox.byState.sending > 0) diedWhileSending += 1;
      expect(await lost(engine), `after kill ${turn - 1}, seed ${seed}`).toEqual([]);
      engine.start();
      const work = unlessKilled(async () => {
        for (;;) {
          await stage(engine);
          await wait(dice.between(0, 60));
        }
      });
      await wait(dice.between(10, 450));
      if (turn % 4 === 1) await writeOut(sandbox);
      await engine.kill();
      await work;
      tellKills('sending', turn);
    }
    expect(diedWhileSending, 'kills that landed while a request was out').toBeGreaterThan(kills / 20);

    sandbox.control.clearFaults();
    const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox, lateMs });
    await sendAll(engine);
    await engine.close();

    const effects = new Map<string, number>();
    for (const { id, changes } of sandbox.control.journal()) {
      const change = changes['userDefined1'];
      if (change === undefined) continue;
      const key = `${id} ${JSON.stringify(change.to)}`;
      effects.set(key, (effects.get(key) ?? 0) + 1);
    }
    expect([...effects].filter(([, times]) => times > 1)).toEqual([]);
    const differing = [...expected].filter(([id, { answered, unanswered }]) => {
      const held = sandbox.control.record('contractAssignments', id)?.['userDefined1'];
      return held !== answered && !(typeof held === 'string' && unanswered.has(held)) && answered !== null;
    });
    expect(differing).toEqual([]);
    // One at least for each kill that waited for a write.
    expect(effects.size).toBeGreaterThanOrEqual(Math.floor(kills / 4));
  }, 3_600_000);
});
