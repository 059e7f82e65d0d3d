// @ts-check
// System libraries on Debian and Ubuntu. Other systems are left alone: macOS and Windows need nothing, and other
// Linux distributions name these packages differently (docs/setup.md lists what they are).
import { existsSync } from 'node:fs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { capture } from './run-command.mjs';

/**
 * Each entry is one need; alternatives after the bar are the names newer releases use for the same library.
 * @type {Readonly<Record<'window' | 'desktop' | 'build', readonly string[]>>}
 */
const needs = {
  window: [
    'libgtk-3-0|libgtk-3-0t64',
    'libnss3',
    'libasound2|libasound2t64',
    'libgbm1',
    'libatk-bridge2.0-0|libatk-bridge2.0-0t64',
    'libdrm2',
    'libxshmfence1',
    'libsecret-1-0',
    'fonts-dejavu-core',
  ],
  // A virtual display, a private message bus and a Secret Service, for machines without a desktop and for tests.
  desktop: ['xvfb', 'dbus', 'gnome-keyring'],
  build: ['python3', 'make', 'g++'],
};

/**
 * @param {readonly string[]} wanted needs, with alternatives
 * @param {ReadonlySet<string>} installed
 * @returns {string[]} the needs nothing installed answers
 */
export function unmet(wanted, installed) {
  return wanted.filter((need) => !need.split('|').some((name) => installed.has(name)));
}

/**
 * @param {readonly string[]} unmetNeeds
 * @param {ReadonlySet<string>} offered names this release has
 * @returns {string[]} one package name for each need
 */
export function choose(unmetNeeds, offered) {
  return unmetNeeds.map((need) => {
    const names = need.split('|');
    return names.find((name) => offered.has(name)) ?? names[0] ?? need;
  });
}

/**
 * @param {readonly string[]} wanted
 * @returns {Promise<string[]>}
 */
async function missing(wanted) {
  const names = wanted.flatMap((need) => need.split('|'));
  // Exits non-zero when a name is unknown, and still prints the others.
  const asked = await capture('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const installed = asked.output
    .split('\n')
    .filter((line) => line.endsWith(' installed'))
    .map((line) => line.slice(0, line.indexOf(' ')));
  return unmet(wanted, new Set(installed));
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<ReadonlySet<string>>}
 */
async function offeredOf(names) {
  const shown = await capture('apt-cache', ['--no-all-versions', 'show', ...names]);
  return new Set([...shown.output.matchAll(/^Package: (\S+)$/gm)].map((match) => match[1] ?? ''));
}

/**
 * @param {readonly (keyof typeof needs)[]} groups
 * @returns {Promise<void>}
 */
export async function ensureSystemPackages(groups) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query') || !existsSync('/usr/bin/apt-get'))
    return;
  const wanted = groups.flatMap((group) => needs[group]);
  if ((await missing(wanted)).length === 0) return;
  await withLock('system-packages', () =>
    step('installing system packages', async (note) => {
      const lacking = await missing(wanted);
      if (lacking.length === 0) return;
      const allNames = lacking.flatMap((need) => need.split('|'));
      if (process.getuid?.() !== 0) {
        const names = choose(lacking, await offeredOf(allNames));
        throw new SetupFailure(
          'Some system packages that Upline needs are not installed, and only an administrator can add them.',
          `run this once, then the same command again:\n\n    sudo apt-get install -y --no-install-recommends ${names.join(' ')}\n`,
        );
      }
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      note('reading the package lists');
      const updated = await capture('apt-get', ['update', '-qq'], { env });
      const names = choose(lacking, await offeredOf(allNames));
      note(names.join(' '));
      const options = ['-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
      const installed = await capture('apt-get', ['install', ...options, ...names], { env });
      if (installed.code === 0) return;
      throw new SetupFailure(
        `These system packages could not be installed: ${names.join(' ')}\n${updated.output}${installed.output}`.trim(),
        'check that this machine reaches a Debian package source, or install them by hand.',
      );
    }),
  );
}
