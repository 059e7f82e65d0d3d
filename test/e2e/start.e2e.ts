import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './support/upline.ts';

const repository = path.resolve(import.meta.dirname, '../..');

/** `npm start`, as npm runs it, on a machine without a display. */
async function start(...args: readonly string[]): Promise<{ code: unknown; printed: string }> {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const child = spawn(process.execPath, [path.join(repository, 'scripts', 'start.mjs'), ...args], {
    cwd: repository,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const listen = (chunk: Buffer): void => {
    printed += chunk.toString('utf8');
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const [code] = await once(child, 'close');
  return { code, printed };
}

test('npm start tells what it can be asked for', async () => {
  const { code, printed } = await start('--help');
  expect(code).toBe(0);
  for (const option of ['--profile', '--practice', '--log-level', 'offline', '--screenshot']) {
    expect(printed).toContain(option);
  }
  const wrong = await start('--profil=/tmp/x');
  expect(wrong.code).toBe(2);
  expect(wrong.printed).toContain('What to do: see npm start -- --help');
});

test('without a display npm start says so, and where the picture of the window is', async ({ profile }) => {
  const { code, printed } = await start('--practice', `--profile=${profile}`, '--practice-size=small');
  expect(code, printed).toBe(0);
  expect(printed).toContain('this machine has no display, so the app runs on a virtual one');
  const file = /screenshot of the window: (\S+\.png)/.exec(printed)?.[1] ?? '';
  expect(existsSync(file), printed).toBe(true);
  const picture = readFileSync(file);
  rmSync(file);
  expect(picture.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  // Width and height, which a PNG names right after its signature: a window, not a dot.
  expect(picture.readUInt32BE(16)).toBeGreaterThan(800);
  expect(picture.readUInt32BE(20)).toBeGreaterThan(500);
  expect(existsSync(path.join(profile, 'connections', 'practice', 'upline.db'))).toBe(true);
});
