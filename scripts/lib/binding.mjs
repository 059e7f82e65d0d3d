// @ts-check
// better-sqlite3 ships Node-API 10 binaries; a runtime with an older Node-API crashes on them. For such a runtime
// the addon is compiled once against the experimental Node-API, which the older runtime does offer.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, cacheRoot } from './cache.mjs';
import { ensureSystemPackages } from './debian.mjs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { provideNode24 } from './node24.mjs';
import { step } from './progress.mjs';
import { repoRoot } from './repo.mjs';
import { capture } from './run-command.mjs';

const shippedNodeApi = 10;
const addon = path.join(repoRoot, 'node_modules', 'better-sqlite3');

/**
 * @param {{ electron: string, nodeApi: number }} runtime
 * @param {string} version of better-sqlite3
 * @returns {string | undefined} the cache folder's name, or undefined when the shipped binary will do
 */
export function bindingName(runtime, version) {
  if (runtime.nodeApi >= shippedNodeApi) return undefined;
  return `better-sqlite3-${version}-electron-${runtime.electron}-${process.platform}-${process.arch}`;
}

/**
 * @param {string} work
 * @returns {Promise<string>} the compiled file
 */
async function compile(work) {
  // A copy, because compiling inside node_modules would leave a build that Node itself then prefers.
  const modules = path.join(work, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of ['better-sqlite3', 'node-addon-api']) {
    cpSync(path.join(repoRoot, 'node_modules', name), path.join(modules, name), { recursive: true });
  }
  const copy = path.join(modules, 'better-sqlite3');
  const { home } = await provideNode24();
  const env = {
    ...process.env,
    CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
    npm_config_nodedir: home,
    JOBS: 'max',
  };
  const gyp = path.join(repoRoot, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const built = await capture(process.execPath, [gyp, 'rebuild', '--release', '--force_build=1'], {
    cwd: copy,
    env,
  });
  const file = path.join(copy, 'build', 'Release', 'better_sqlite3.node');
  if (built.code === 0 && existsSync(file)) return file;
  throw new SetupFailure(
    `The SQLite addon could not be compiled for this Electron runtime.\n${built.output.trim().slice(-3000)}`,
    'a C++20 compiler, make and Python 3 are needed; the compiler’s message is above.',
  );
}

/**
 * A binary that loads is worth more than one that compiled.
 * @param {string} file
 * @param {string} executable
 * @returns {Promise<void>}
 */
async function prove(file, executable) {
  const script = `
    const Database = require(${JSON.stringify(addon)});
    const db = new Database(':memory:', { nativeBinding: ${JSON.stringify(file)} });
    console.log('rows', db.prepare('select 41 + 1 as n').get().n);`;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const asked = await capture(executable, ['-e', script], { env });
  if (asked.code === 0 && asked.output.includes('rows 42')) return;
  throw new SetupFailure(
    `The compiled SQLite addon does not load in this Electron runtime.\n${asked.output.trim()}`,
    'delete the folder "binding" in Upline’s cache (docs/setup.md says where) and run the same command again.',
  );
}

/**
 * @param {import('./runtime.mjs').Runtime} runtime
 * @returns {Promise<string | undefined>} the file to hand to better-sqlite3, when it needs one
 */
export async function ensureBinding(runtime) {
  const { version } = JSON.parse(readFileSync(path.join(addon, 'package.json'), 'utf8'));
  const name = bindingName(runtime, version);
  if (!name) return undefined;
  const folder = path.join(cacheRoot(), 'binding', name);
  const file = path.join(folder, 'better_sqlite3.node');
  if (existsSync(file)) return file;
  await ensureSystemPackages(['build']);
  return withLock('binding', () =>
    step('compiling the SQLite addon for this Electron runtime (about a minute, once)', async () => {
      if (existsSync(file)) return file;
      const work = path.join(cacheFolder('binding'), `.new-${process.pid}`);
      rmSync(work, { recursive: true, force: true });
      try {
        const built = await compile(work);
        await prove(built, runtime.executable);
        const ready = path.join(work, 'ready');
        mkdirSync(ready);
        renameSync(built, path.join(ready, 'better_sqlite3.node'));
        rmSync(folder, { recursive: true, force: true });
        renameSync(ready, folder);
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
      return file;
    }),
  );
}
