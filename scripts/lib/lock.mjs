// @ts-check
// One set-up at a time per machine user: two `npm start` in two terminals must not write one cache folder.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheFolder } from './cache.mjs';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, so it lives.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {string} file
 * @returns {string | undefined} what the lock says, or undefined when there is none
 */
function holderOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Takes a lock. The file appears with its content in one step (link), so that no reader sees it half written.
 * @param {string} file
 * @returns {boolean}
 */
export function tryLock(file) {
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Removes the lock of a process that no longer runs. Moved aside first: if another process replaced it in the
 * meantime, what was moved is a living lock and is put back.
 * @param {string} file
 * @returns {void}
 */
export function clearStaleLock(file) {
  const holder = holderOf(file);
  if (holder === undefined || isAlive(Number(holder))) return;
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== holder) linkSync(aside, file);
    rmSync(aside, { force: true });
  } catch {
    // Another process was quicker; the caller looks again.
  }
}

/**
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const file = path.join(cacheFolder('locks'), `${name}.lock`);
  let told = false;
  while (!tryLock(file)) {
    clearStaleLock(file);
    if (!told && holderOf(file) !== undefined) {
      told = true;
      process.stderr.write(
        `upline: waiting for another run (process ${holderOf(file)}) to finish "${name}" …\n`,
      );
    }
    await wait(250);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
