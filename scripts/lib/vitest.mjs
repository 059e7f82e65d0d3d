// @ts-check
// One of the long proofs, run by itself: with the packages installed, under the Node it needs.
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { ensurePackages } from './packages.mjs';
import { repoRoot } from './repo.mjs';
import { foreground } from './run-command.mjs';

/**
 * @param {readonly string[]} files
 * @param {Readonly<Record<string, string>>} env
 * @returns {Promise<number>}
 */
export async function runTests(files, env) {
  await ensurePackages();
  const runner = path.join(repoRoot, 'node_modules', 'vitest', 'vitest.mjs');
  return foreground(process.execPath, [runner, 'run', ...files], {
    cwd: repoRoot,
    env: { ...process.env, ...env },
  });
}

/**
 * @param {string | undefined} given
 * @param {string} option
 * @param {number} otherwise
 * @returns {string}
 */
export function positive(given, option, otherwise) {
  const value = given === undefined ? otherwise : Number(given);
  if (!(value > 0))
    throw new SetupFailure(`"${given}" is no number for ${option}.`, 'give a number above 0.');
  return String(value);
}
