// @ts-check
// Runs a command as a user without privileges, for the tests that must see Chromium's own sandbox: root cannot.
import { chmodSync, chownSync, cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { capture } from './run-command.mjs';

const userName = 'upline-tester';

/**
 * @param {string} output of `id`
 * @returns {{ uid: number, gid: number } | undefined}
 */
export function readIdentity(output) {
  const match = /^uid=(\d+)\S* gid=(\d+)/.exec(output);
  return match ? { uid: Number(match[1]), gid: Number(match[2]) } : undefined;
}

/** @returns {Promise<{ uid: number, gid: number }>} */
async function ensureUser() {
  const known = readIdentity((await capture('id', [userName])).output);
  if (known) return known;
  const made = await capture('useradd', [
    '--system',
    '--user-group',
    '--shell',
    '/usr/sbin/nologin',
    userName,
  ]);
  const identity = readIdentity((await capture('id', [userName])).output);
  if (identity) return identity;
  throw new SetupFailure(
    `The user "${userName}" for tests without privileges could not be made.\n${made.output.trim()}`,
    'run the tests as an ordinary user, or make that user by hand.',
  );
}

/**
 * @param {string} target
 * @returns {boolean} whether every user may read it where it is
 */
function isOpenToAll(target) {
  const full = path.resolve(target);
  if ((statSync(full).mode & 0o005) !== 0o005) return false;
  for (let folder = path.dirname(full); ; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * A copy every user can read. Linked where possible: the runtime alone is several hundred megabytes.
 * @param {string} source
 * @param {string} target
 * @returns {Promise<void>}
 */
async function copyReadable(source, target) {
  const linked = await capture('cp', ['-a', '--link', source, target]);
  if (linked.code === 0) return;
  rmSync(target, { recursive: true, force: true });
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

/**
 * @typedef {{ uid: number, gid: number, repo: string, env: NodeJS.ProcessEnv, close: () => void }} OrdinaryPlace
 *
 * @param {object} given
 * @param {string} given.repo
 * @param {string} given.cache
 * @param {string} given.node the folder of this Node's executable
 * @param {NodeJS.ProcessEnv} given.env
 * @returns {Promise<OrdinaryPlace>}
 */
export async function openOrdinaryPlace({ repo, cache, node, env }) {
  const identity = await ensureUser();
  const place = mkdtempSync(path.join(tmpdir(), 'upline-ordinary-'));
  chmodSync(place, 0o755);
  const home = path.join(place, 'home');
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, identity.uid, identity.gid);
  /** @type {Map<string, string>} */
  const moved = new Map();
  for (const [name, folder] of /** @type {const} */ ([
    ['repo', repo],
    ['cache', cache],
    ['node', node],
  ])) {
    if (isOpenToAll(folder)) continue;
    // The Node of the cache has moved with the cache.
    if (name === 'node' && moved.has(cache) && node.startsWith(cache + path.sep)) continue;
    const target = path.join(place, name);
    await copyReadable(folder, target);
    if (lstatSync(target).isDirectory()) chmodSync(target, 0o755);
    moved.set(folder, target);
  }
  const relocate = (/** @type {string} */ value) => {
    let result = value;
    for (const [from, to] of moved) result = result.replaceAll(from, to);
    return result;
  };
  /** @type {NodeJS.ProcessEnv} */
  const own = {};
  for (const [name, value] of Object.entries(env)) {
    // Root's session, folders and npm settings are of no use to this user, and partly unreadable.
    if (value === undefined || /^(XDG_|DBUS_|DISPLAY|XAUTHORITY|WAYLAND|npm_|INIT_CWD|SUDO_)/.test(name))
      continue;
    own[name] = relocate(value);
  }
  Object.assign(own, {
    HOME: home,
    USER: userName,
    LOGNAME: userName,
    TMPDIR: home,
    UPLINE_CACHE: relocate(cache),
    UPLINE_TEST_RESULTS: path.join(home, 'test-results'),
  });
  return {
    ...identity,
    repo: relocate(repo),
    env: own,
    close: () => rmSync(place, { recursive: true, force: true }),
  };
}
