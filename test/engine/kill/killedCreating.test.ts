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

const kills = killsWhile('creating');

/** The stand-in carries a write out within so long; kills must not all fall into the wait for it. */
const lateMs = 120;

describe('making records killed at any moment', () => {
  const seed = runSeed();
  const dice = chance(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-killed-creating-'));
  const databaseFile = path.join(folder, 'upline.db');
  const databaseKey = new Uint8Array(randomBytes(32));
  /** Names whose staging was answered: each must exist once in the end. */
  const answered: string[] = [];
  const before = new Set<string>();
  let sandbox: Sandbox;
  let line = '';

  beforeAll(async () => {
    sandbox = await startSandbox({ size: { assignments: 40, carriers: 2 }, seed: 11 });
    for (const collection of ['carriers', 'products', 'commissionLevels'] as const)
      for (const { id } of sandbox.control.records(collection, 0, 10_000)) before.add(id);
    const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox, lateMs });
    await readAll(engine);
    line = (await engine.call('lookup.list', { kind: 'lineOfBusiness' }))[0]?.id ?? '';
    await engine.close();
    // Wide windows before and after the server applies a write, so that kills land in both.
    sandbox.control.addFault({
      match: { method: 'POST', path: 'customers' },
      action: { kind: 'latency', ms: 15, jitterMs: 40 },
    });
    for (const phase of ['after', 'before'] as const)
      sandbox.control.addFault({
        match: { method: 'POST', path: 'customers' },
        action: { kind: 'drop', phase },
        probability: 0.12,
      });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const create = async (
    engine: EngineProcess,
    collection: 'carrier' | 'product' | 'commissionLevel',
    values: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const inputs = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]));
    const made = await engine.call('record.create', { collection, label: 'New', values: inputs });
    if (made.id === null) throw new Error(JSON.stringify(made.refused));
    answered.push(values['name'] ?? '');
    return made.id;
  };

  /** A chain whose parents may be sent and named while its children are still being staged. */
  const chain = async (engine: EngineProcess, number: string): Promise<void> => {
    const carrierId = await create(engine, 'carrier', { name: `Carrier ${number}` });
    await wait(dice.between(0, 40));
    const productId = await create(engine, 'product', {
      carrierId,
      name: `Product ${number}`,
      lineOfBusinessId: line,
    });
    for (let rung = 1; rung <= 3; rung += 1) {
      await wait(dice.between(0, 20));
      await create(engine, 'commissionLevel', {
        productId,
        name: `Level ${number}.${rung}`,
        type: 'Percent',
      });
    }
  };

  it(`makes every record once over ${kills} kills`, async () => {
    console.log(`seed ${seed}`);
    let diedWhileSending = 0;
    for (let turn = 1; turn <= kills; turn += 1) {
      const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox, lateMs });
      const { outbox } = await engine.call('status.read', {});
      if (outbox.byState.sending > 0) diedWhileSending += 1;
      engine.start();
      const work = (async () => {
        try {
          for (let index = 1; ; index += 1) await chain(engine, `${turn}-${index}`);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      })();
      await wait(dice.between(150, 1_200));
      if (turn % 4 === 1) await writeOut(sandbox);
      await engine.kill();
      await work;
      tellKills('creating', turn);
    }
    console.log(`${answered.length} records staged, ${diedWhileSending} kills while a request was out`);
    expect(diedWhileSending).toBeGreaterThan(0);
    sandbox.control.clearFaults();
    const engine = await startEngineProcess({ databaseFile, databaseKey, sandbox, lateMs });
    await sendAll(engine);
    await engine.close();

    const made = (['carriers', 'products', 'commissionLevels'] as const).flatMap((collection) =>
      sandbox.control.records(collection, 0, 100_000).filter(({ id }) => !before.has(id)),
    );
    const names = made.map(({ name }) => (typeof name === 'string' ? name : ''));
    expect(new Set(names).size, `no name twice, seed ${seed}`).toBe(names.length);
    expect(answered.filter((name) => !names.includes(name))).toEqual([]);
    // Staged but not answered before the kill is allowed, made up is not.
    expect(names.length).toBeGreaterThanOrEqual(answered.length);
    expect(JSON.stringify(made)).not.toContain('local:');
    // One at least for each kill that waited for a request.
    expect(answered.length).toBeGreaterThanOrEqual(Math.floor(kills / 4));
  }, 3_600_000);
});
