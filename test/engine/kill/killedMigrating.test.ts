import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { backupOf } from '../../../main/engine/store/migrate.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { valueOf } from '../outbox/support.ts';
import { stage } from '../store/fixtures.ts';
import { openTestStore } from '../support/store.ts';
import { chance, runSeed } from '../support/chance.ts';
import { compileCache } from '../support/engineProcess.ts';
import { killsWhile, tellKills } from './share.ts';
import { migrationsOfNext } from './nextVersion.ts';

const kills = killsWhile('migrating');
const staged = 500;

/** A file of the version before, full of records and unsent work, and an update that dies. */
describe('an update of the database killed at any moment', () => {
  const seed = runSeed();
  const dice = chance(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-killed-migrating-'));
  const older = path.join(folder, 'older.db');
  const file = path.join(folder, 'upline.db');
  const keyFile = path.join(folder, 'key');
  let key: Uint8Array;
  const expected = new Map<string, string>();

  beforeAll(async () => {
    const sandbox = await startSandbox({ size: { assignments: 10_000, carriers: 3 }, seed: 5 });
    const made = openTestStore({ readServerCopy, file: older });
    ({ key } = made);
    writeFileSync(keyFile, key);
    for (let offset = 0; offset < 10_000; offset += 1_000) {
      const records = sandbox.control
        .records('contractAssignments', offset, 1_000)
        .map((row) => ({ id: row.id, values: readServerCopy('contractAssignment', row), server: row }));
      made.store.mirror.applyPage('contractAssignment', records, { pass: 1, now: made.now });
    }
    made.store.mirror.ids('contractAssignment', null, staged).forEach((id, index) => {
      expected.set(id, `staged ${index}`);
      stage(made.store, id, { userDefined1: { base: null, value: `staged ${index}` } });
    });
    made.dispose();
    await sandbox.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const remove = (): void => {
    for (const ending of ['', '-wal', '-journal', '.bak', '.bak.part'])
      rmSync(`${file}${ending}`, { force: true });
  };

  /** Starts the update in a process of its own and kills it after so long; says whether it had finished. */
  const dieAfter = async (milliseconds: number): Promise<boolean> => {
    const child = fork(
      path.join(import.meta.dirname, 'migrateChild.ts'),
      [JSON.stringify({ file, keyFile })],
      {
        execArgv: ['--disable-warning=ExperimentalWarning'],
        env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    );
    const gone = once(child, 'exit');
    let finished = false;
    child.on('message', (said) => {
      if (said === 'done') finished = true;
    });
    await once(child, 'message');
    await wait(milliseconds);
    child.kill('SIGKILL');
    await gone;
    return finished;
  };

  it(`keeps every staged change over ${kills} kills, and the update succeeds the next time`, async () => {
    console.log(`seed ${seed}`);
    // How long the update takes here and now, so that the kills fall inside it.
    remove();
    copyFileSync(older, file);
    const began = performance.now();
    valueOf(openStore({ file, key, readServerCopy, migrations: migrationsOfNext })).close();
    let reach = (performance.now() - began) * 1.1;
    let inTheMiddle = 0;
    for (let turn = 1; turn <= kills; turn += 1) {
      // Half of the turns update a file that an earlier kill already left its marks on.
      if (turn % 2 === 1) {
        remove();
        copyFileSync(older, file);
      }
      const finished = await dieAfter(dice.between(0, Math.ceil(reach)));
      if (!finished) inTheMiddle += 1;
      tellKills('migrating', turn);
      // The machine may be busier or idler than when it was measured.
      reach = Math.max(10, reach * (finished ? 0.9 : 1.03));
      expect([migrations.length, migrationsOfNext.length], `after kill ${turn}, seed ${seed}`).toContain(
        versionOf(file),
      );
      if (existsSync(backupOf(file))) expect(versionOf(backupOf(file))).toBe(migrations.length);
      if (turn % 2 === 1) continue;
      const opened = openStore({ file, key, readServerCopy, migrations: migrationsOfNext });
      const store = valueOf(opened);
      expect(store.operations.countLiveRecords()).toBe(staged);
      for (const [id, value] of expected)
        expect(store.mirror.get('contractAssignment', id)?.effective['userDefined1']).toBe(value);
      expect(store.audit.verify().brokenAt).toBeNull();
      store.close();
    }
    expect(inTheMiddle, 'kills before the update was over').toBeGreaterThan(kills / 4);
  }, 1_800_000);

  const versionOf = (at: string): unknown => {
    const connection = valueOf(openDatabase({ file: at, key }));
    const version: unknown = connection.pragma('user_version', { simple: true });
    connection.close();
    return version;
  };
});
