// @ts-check
// A desktop for machines that have none: an X display without a screen, a message bus and a Secret Service, all
// private to one command and gone after it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SetupFailure } from './failure.mjs';
import { capture } from './run-command.mjs';

/** Many times what it takes, for machines that are slow or busy. */
const startLimit = 90_000;

/**
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 * @typedef {{ name: string, child: ChildProcess, log: () => string }} Service
 * @typedef {{ env: NodeJS.ProcessEnv, stop: () => Promise<void> }} Desktop
 */

/**
 * Starts a long-running program that must not outlive us, even if we are killed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Service}
 */
function startService(command, args, env) {
  const leashed = existsSync('/usr/bin/setpriv');
  const [program, ...rest] = leashed
    ? ['setpriv', '--pdeathsig', 'TERM', '--', command, ...args]
    : [command, ...args];
  // A group of its own: Ctrl-C is for the command, which may still need its display to shut down.
  const child = spawn(program ?? command, rest, {
    env,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let log = '';
  child.stderr?.on('data', (chunk) => (log += String(chunk)));
  child.on('error', (error) => (log += error.message));
  return { name: command, child, log: () => log.trim() };
}

/**
 * @param {Service} service
 * @returns {SetupFailure}
 */
function notStarted({ name, log }) {
  return new SetupFailure(
    `${name} did not start, so there is no virtual desktop to run on.\n${log()}`,
    'install it (docs/setup.md lists the packages), or run on a machine with a desktop.',
  );
}

/**
 * Waits for the line a service writes to file descriptor 3 when it is ready.
 * @param {Service} service
 * @returns {Promise<string>}
 */
function readyLine(service) {
  return new Promise((resolve, reject) => {
    const channel = service.child.stdio[3];
    let text = '';
    const timer = setTimeout(() => reject(notStarted(service)), startLimit);
    channel?.on('data', (chunk) => {
      text += String(chunk);
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
    service.child.on('close', () => {
      clearTimeout(timer);
      reject(notStarted(service));
    });
  });
}

/**
 * Signals a service and what it started: a message bus brings up helpers that would stay behind.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** @param {Service} service */
async function stopService({ child }) {
  const { pid } = child;
  if (pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(timer);
  }
  signalGroup(pid, 'SIGTERM');
}

/**
 * An X authority file that admits whoever can read it, to any display: the display's number is not known yet.
 * @param {string} file
 */
function writeAuthority(file) {
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  const field = (/** @type {Buffer} */ value) =>
    Buffer.concat([Buffer.from([value.length >> 8, value.length & 255]), value]);
  const anyHost = Buffer.from([255, 255]);
  const none = field(Buffer.alloc(0));
  writeFileSync(file, Buffer.concat([anyHost, none, none, field(name), field(randomBytes(16))]), {
    mode: 0o600,
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} question a D-Bus method that answers with a truth value about the Secret Service
 */
async function askBus(env, question) {
  const answer = await capture(
    'dbus-send',
    [
      '--session',
      '--dest=org.freedesktop.DBus',
      '--print-reply',
      '/',
      `org.freedesktop.DBus.${question}`,
      'string:org.freedesktop.secrets',
    ],
    { env },
  );
  return answer.output;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether this session already keeps secrets
 */
export async function hasSecretService(env = process.env) {
  if (!env['DBUS_SESSION_BUS_ADDRESS']) return false;
  return (await askBus(env, 'NameHasOwner')).includes('boolean true');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} keyrings where secrets are kept
 * @param {string} runtimeFolder
 * @returns {Promise<Service>}
 */
async function startKeyring(env, keyrings, runtimeFolder) {
  mkdirSync(keyrings, { recursive: true, mode: 0o700 });
  const control = path.join(runtimeFolder, 'keyring');
  const service = startService(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets', `--control-directory=${control}`],
    { ...env, XDG_DATA_HOME: keyrings },
  );
  // An empty password: with any other the collection stays locked and asks on screen, where nobody sits.
  service.child.stdin?.end('\n');
  const deadline = Date.now() + startLimit;
  while (!(await hasSecretService(env))) {
    if (Date.now() > deadline || service.child.exitCode !== null) throw notStarted(service);
    await wait(50);
  }
  return service;
}

/**
 * @param {object} options
 * @param {boolean} options.display start a virtual display
 * @param {boolean} options.bus start a message bus
 * @param {boolean} options.keyring start a Secret Service on that bus
 * @param {string} [options.keyrings] keep secrets here; without it they go with the desktop
 * @param {boolean} [options.freshFolders] give the command empty XDG folders of its own
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<Desktop>}
 */
export async function openDesktop({
  display,
  bus,
  keyring,
  keyrings,
  freshFolders = false,
  env: given = process.env,
}) {
  const home = mkdtempSync(path.join(tmpdir(), 'upline-desktop-'));
  chmodSync(home, 0o700);
  const folder = (/** @type {string} */ name) => {
    const made = path.join(home, name);
    mkdirSync(made, { mode: 0o700 });
    return made;
  };
  /** @type {Service[]} */
  const services = [];
  const stop = async () => {
    // Last started, first stopped: the keyring must still have its bus to say goodbye.
    for (const service of services.reverse()) await stopService(service);
    rmSync(home, { recursive: true, force: true });
  };
  const runtimeFolder = folder('runtime');
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...given, ...(bus ? { XDG_RUNTIME_DIR: runtimeFolder } : {}) };
  if (freshFolders) {
    Object.assign(env, {
      XDG_DATA_HOME: folder('data'),
      XDG_CONFIG_HOME: folder('config'),
      XDG_CACHE_HOME: folder('cache'),
      XDG_STATE_HOME: folder('state'),
    });
  }
  try {
    if (display) {
      const authority = path.join(home, 'authority');
      writeAuthority(authority);
      const screen = ['-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-auth', authority];
      const server = startService('Xvfb', ['-displayfd', '3', ...screen], given);
      services.push(server);
      Object.assign(env, {
        DISPLAY: `:${await readyLine(server)}`,
        XAUTHORITY: authority,
        XDG_SESSION_TYPE: 'x11',
      });
      delete env['WAYLAND_DISPLAY'];
    }
    if (bus) {
      const daemon = startService(
        'dbus-daemon',
        ['--session', '--nofork', '--nopidfile', '--print-address=3'],
        env,
      );
      services.push(daemon);
      env['DBUS_SESSION_BUS_ADDRESS'] = await readyLine(daemon);
    }
    if (keyring)
      services.push(await startKeyring(env, keyrings ?? path.join(home, 'keyrings'), runtimeFolder));
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, stop };
}
