// @ts-check
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { checkIntegrity } from './integrity.mjs';
import { capture } from './run-command.mjs';

/**
 * Runs the npm that started us, with the Node that runs us: npm's own script is preferred over the `npm` on
 * PATH because that one may belong to an older Node.
 * @param {readonly string[]} args
 * @param {import('./run-command.mjs').CommandOptions} options
 * @returns {Promise<import('./run-command.mjs').Outcome>}
 */
export function npm(args, options = {}) {
  const script = process.env['npm_execpath'];
  if (script && /npm-cli\.c?js$/.test(script)) return capture(process.execPath, [script, ...args], options);
  return process.platform === 'win32'
    ? capture('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : capture('npm', args, options);
}

/**
 * Fetches one published package and unpacks it, without running any of its scripts.
 * @param {string} spec name@exact-version
 * @param {string} integrity
 * @param {string} folder an empty working folder
 * @returns {Promise<string>} the folder holding the package's files
 */
export async function fetchPackage(spec, integrity, folder) {
  mkdirSync(folder, { recursive: true });
  const packed = await npm(
    ['pack', spec, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'],
    {
      cwd: folder,
    },
  );
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || !tarball) {
    throw new SetupFailure(
      `npm could not fetch the package ${spec}.\n${packed.output.trim()}`,
      'check that npm can reach its registry (`npm ping`), then run the same command again. It is needed once only.',
    );
  }
  const file = path.join(folder, tarball);
  await checkIntegrity(file, integrity, spec);
  const unpacked = await capture('tar', ['-xzf', file, '-C', folder]);
  if (unpacked.code !== 0) {
    throw new SetupFailure(
      `${spec} could not be unpacked: ${unpacked.output.trim()}`,
      'check the free disk space.',
    );
  }
  rmSync(file);
  return path.join(folder, 'package');
}
