// @ts-check
// npm start: everything from a fresh clone to an open window.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { bootstrap } from './lib/bootstrap.mjs';
import { ensureBuild } from './lib/build.mjs';
import { cacheFolder } from './lib/cache.mjs';
import { hasSecretService, openDesktop } from './lib/desktop.mjs';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { repoRoot } from './lib/repo.mjs';
import { foreground } from './lib/run-command.mjs';
import { appArguments, parseStartOptions, startHelp } from './lib/start-options.mjs';

// npm runs scripts in the project's folder; a path a person types is relative to where they typed it.
const asked = parseStartOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
if (asked.kind === 'help') {
  console.log(startHelp);
  process.exit(0);
}
if (asked.kind === 'mistake') {
  console.error(`upline: ${asked.message}\n  What to do: see npm start -- --help`);
  process.exit(2);
}

await underNode24();

/**
 * Says where the picture is as soon as the app has written it.
 * @param {string} file
 * @returns {() => void} stops looking, after a last look
 */
function announceScreenshot(file) {
  let found = false;
  const look = () => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (found || size === 0) return;
    found = true;
    console.log(`upline: screenshot of the window: ${file}`);
  };
  const timer = setInterval(look, 200);
  return () => {
    clearInterval(timer);
    look();
    if (!found) console.error('upline: the app ended without a screenshot; what it printed above says why.');
  };
}

/** Where secrets of a machine without a desktop live between runs. Not the cache: the data's key is among them. */
function headlessKeyrings() {
  const data = process.env['XDG_DATA_HOME'] ?? path.join(homedir(), '.local', 'share');
  return path.join(data, 'upline-headless');
}

await runMain(async () => {
  const headless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  const ready = await bootstrap({ desktop: headless });
  const env = { ...process.env, ...ready.env };
  await ensureBuild(env);
  const electronSwitches = [];
  if (process.getuid?.() === 0) {
    console.log('upline: running as root, where Chromium has no sandbox of its own: adding --no-sandbox.');
    electronSwitches.push('--no-sandbox');
  }
  const { runtime } = ready;
  if (!headless) {
    return foreground(runtime.executable, [...electronSwitches, repoRoot, ...appArguments(asked)], { env });
  }

  const ownKeyring = !(await hasSecretService());
  const keyrings = headlessKeyrings();
  const screenshot = asked.screenshot ?? path.join(cacheFolder('screenshots'), `upline-${Date.now()}.png`);
  console.log(
    'upline: this machine has no display, so the app runs on a virtual one and shows itself as a picture.',
  );
  if (ownKeyring)
    console.log(`upline: no keychain is running; secrets of this machine are kept in ${keyrings}.`);
  mkdirSync(path.dirname(screenshot), { recursive: true });
  // A picture of an earlier run must not pass for one of this run.
  rmSync(screenshot, { force: true });
  const desktop = await openDesktop({
    display: true,
    bus: ownKeyring,
    keyring: ownKeyring,
    keyrings,
    env,
  });
  const stopLooking = announceScreenshot(screenshot);
  try {
    const args = [...electronSwitches, repoRoot, ...appArguments({ ...asked, screenshot })];
    return await foreground(runtime.executable, args, { env: desktop.env });
  } finally {
    stopLooking();
    await desktop.stop();
  }
});
