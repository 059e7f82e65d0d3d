// @ts-check
// What `npm test` consists of, in order.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesOf } from './build.mjs';
import { repoRoot } from './repo.mjs';

/**
 * `check` is one passed or failed result; `vitest` and `playwright` report their own; `build` is a check that
 * the Playwright stages need.
 * @typedef {{ name: string, kind: 'check', tool: string, args: readonly string[] }
 *   | { name: string, kind: 'build' }
 *   | { name: string, kind: 'vitest' }
 *   | { name: string, kind: 'playwright', args: readonly string[], as: 'this-user' | 'ordinary-user' }} Stage
 */

/** In the title of a test that must run without privileges, where Chromium's own sandbox is on. */
const ordinaryTag = '@ordinary-user';

/**
 * @param {readonly string[]} files
 * @param {string} project
 * @returns {string[]}
 */
function vitestFiles(files, project) {
  const folder = path.join('test', project) + path.sep;
  return files.filter((file) => file.startsWith(folder) && /\.test\.tsx?$/.test(file));
}

/**
 * @param {readonly string[]} files
 * @returns {string[]}
 */
function windowFiles(files) {
  const e2e = path.join('test', 'e2e') + path.sep;
  const security = path.join('test', 'security') + path.sep;
  return files.filter(
    (file) =>
      (file.startsWith(e2e) && /\.(e2e|spec)\.ts$/.test(file)) ||
      (file.startsWith(security) && file.endsWith('.e2e.ts')),
  );
}

/**
 * @param {object} found
 * @param {readonly string[]} found.files below the repository
 * @param {boolean} found.root whether this is root
 * @param {boolean} found.ordinary whether a test asks for a user without privileges
 * @returns {Stage[]}
 */
export function planStages({ files, root, ordinary }) {
  /** @type {Stage[]} */
  const stages = [
    { name: 'format', kind: 'check', tool: 'prettier', args: ['--check', '.'] },
    { name: 'lint', kind: 'check', tool: 'oxlint', args: ['--deny-warnings'] },
    { name: 'dead-code', kind: 'check', tool: 'knip', args: [] },
    { name: 'types', kind: 'check', tool: 'tsc', args: ['--noEmit'] },
    { name: 'build', kind: 'build' },
  ];
  for (const name of ['unit', 'engine', 'model', 'security']) {
    if (vitestFiles(files, name).length > 0) stages.push({ name, kind: 'vitest' });
  }
  if (windowFiles(files).length > 0) {
    const apart = root && ordinary;
    const args = apart ? ['--grep-invert', ordinaryTag] : [];
    stages.push({ name: 'e2e', kind: 'playwright', as: 'this-user', args });
    if (apart) {
      stages.push({
        name: 'e2e-user',
        kind: 'playwright',
        as: 'ordinary-user',
        args: ['--grep', ordinaryTag],
      });
    }
  }
  return stages;
}

/** @returns {Stage[]} */
export function stagesHere() {
  const files = existsSync(path.join(repoRoot, 'test')) ? filesOf(repoRoot, ['test']) : [];
  const ordinary = windowFiles(files).some((file) =>
    readFileSync(path.join(repoRoot, file), 'utf8').includes(ordinaryTag),
  );
  return planStages({ files, root: process.getuid?.() === 0, ordinary });
}
