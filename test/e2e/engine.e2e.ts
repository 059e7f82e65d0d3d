import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Grid } from './support/grid.ts';
import { banner } from './support/connect.ts';
import {
  expectAllSynced,
  expectStatus,
  expectUnsent,
  goTo,
  openPractice,
  typeInto,
  workOffline,
} from './support/person.ts';
import { Practice } from './support/practice.ts';
import { answering } from './support/dialogs.ts';
import { descendantsOf } from './support/processes.ts';
import { expectShown, forgetWhatWasShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';
import type { Running } from './support/upline.ts';

/** The engine's process; the practice server and Chromium's helpers are utilities too. */
async function engineOf({ app, pid }: Running): Promise<number> {
  const found = await app.evaluate(
    ({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Upline engine')?.pid,
  );
  if (found === undefined || !descendantsOf(pid).includes(found)) throw new Error('No engine is running');
  return found;
}

test('an engine that dies is started again, and what was staged is still staged', async ({
  launch,
  profile,
}) => {
  const upline = await launch({ arguments: ['--practice-size=small'] });
  const { page } = upline;
  await openPractice(page);
  await expectAllSynced(page);
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await grid.focusFirst();
  await grid.goToColumn('Writing number');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: 'Writing number' });
  await editor.fill('OUTLIVES-1');
  await editor.press('Enter');
  await expectUnsent(page, 1);

  const first = await engineOf(upline);
  process.kill(first, 'SIGKILL');
  await expectShown(page, /The data engine stopped and is starting again\. Nothing you staged is lost\./);
  await expect(banner(page, /starting again/)).toHaveCount(0);
  await expect(async () => expect(await engineOf(upline)).not.toBe(first)).toPass();

  await expectStatus(page, /Working offline/);
  await expectUnsent(page, 1);
  await goTo(page, 'Unsent changes');
  await expect(page.getByRole('complementary', { name: 'Change details' })).toContainText('OUTLIVES-1');
  // The page speaks with the new engine: it opens a view, reads rows and sends.
  await goTo(page, 'Assignments');
  await grid.waitForRows();
  await expect.poll(() => grid.rowCount()).toBe(2_000);
  await workOffline(page, false);
  await expectUnsent(page, 0);
  const effects = await new Practice(profile).journal();
  expect(effects.map(({ changes }) => changes['writingNumber']?.to)).toEqual(['OUTLIVES-1']);

  await test.step('under an open sheet it leaves the sheet usable where it is', async () => {
    const second = await engineOf(upline);
    await forgetWhatWasShown(page);
    process.kill(second, 'SIGKILL');
    await expectShown(page, /starting again/);
    await expect(banner(page, /starting again/)).toHaveCount(0);
    // Rows that were never on screen have to come from the new engine.
    await grid.focusFirst();
    await page.keyboard.press('Control+End');
    await expect(grid.cell(1_999, 1)).toHaveText(/^\d+$/);
    await page.getByRole('searchbox', { name: 'Search assignments' }).fill('no such producer anywhere');
    await expect(page.getByText('No assignments match “no such producer anywhere”')).toBeVisible();
  });
});

test('a second start on the same profile shows the first one and ends', async ({ launch, profile }) => {
  const upline = await launch();
  const { app, page } = upline;
  await expect(page.getByRole('button', { name: 'Explore with practice data' })).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // No window manager runs on the test's desktop, so what was asked for is all there is to see.
    const asked: string[] = [];
    Reflect.set(globalThis, 'asked', asked);
    if (window !== undefined) {
      window.focus = () => void asked.push('focus');
      window.restore = () => void asked.push('restore');
      window.isMinimized = () => true;
    }
  });
  const executable = process.env['UPLINE_ELECTRON'] ?? '';
  const again = spawn(
    executable,
    [
      await app.evaluate(({ app: main }) => main.getAppPath()),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--profile=${profile}`,
    ],
    { stdio: 'ignore' },
  );
  expect(await once(again, 'exit')).toEqual([0, null]);
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'asked'))).toEqual(['restore', 'focus']);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect(page.getByRole('button', { name: 'Explore with practice data' })).toBeVisible();
});

/** The process through which Chromium speaks to the network; 0 while there is none. */
function networkOf({ app }: Running): Promise<number> {
  return app.evaluate(
    ({ app: main }) =>
      main.getAppMetrics().find(({ serviceName }) => serviceName === 'network.mojom.NetworkService')?.pid ??
      0,
  );
}

test('a write whose connection breaks after it arrived is sent once, and the network process lives on', async ({
  launch,
  profile,
}) => {
  const upline = await launch({ arguments: ['--practice-size=small'] });
  const { page } = upline;
  const practice = new Practice(profile);
  await openPractice(page);
  await expectAllSynced(page);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  const network = await networkOf(upline);
  const writes = async (): Promise<number> =>
    Object.entries(await practice.counters())
      .filter(([operation]) => operation.startsWith('updateAssignment'))
      .reduce((sum, [, count]) => sum + count, 0);
  // Answered, so that there is a connection which was used before and is still open.
  await typeInto(page, grid, { row: 0, column: 'Writing number' }, 'ANSWERED');
  await expect.poll(writes).toBe(1);
  await expectUnsent(page, 0);
  await practice.addFault({ match: { method: 'PUT' }, action: { kind: 'drop', phase: 'after' }, times: 1 });
  await typeInto(page, grid, { row: 1, column: 'Writing number' }, 'DROPPED');
  const written = async (): Promise<readonly unknown[]> =>
    (await practice.journal()).map(({ changes }) => changes['writingNumber']?.to);
  await expect.poll(written).toEqual(['ANSWERED', 'DROPPED']);
  // It is found at the vendor by looking, and not by sending it again.
  await typeInto(page, grid, { row: 2, column: 'Writing number' }, 'AFTERWARDS');
  await expect.poll(written).toEqual(['ANSWERED', 'DROPPED', 'AFTERWARDS']);
  await expectUnsent(page, 0);
  expect(await writes()).toBe(3);
  expect(await networkOf(upline)).toBe(network);
});

async function killNetworkOf(upline: Running): Promise<void> {
  await expect.poll(() => networkOf(upline)).not.toBe(0);
  const pid = await networkOf(upline);
  expect(descendantsOf(upline.pid)).toContain(pid);
  process.kill(pid, 'SIGKILL');
}

test('when the network process dies, Upline says that it must be started again', async ({ launch }) => {
  const upline = await launch();
  const asked = await answering(upline, 1);
  await killNetworkOf(upline);
  await expect.poll(asked).toEqual([expect.stringContaining('can reach nothing until it is started again')]);
});

test('Start again ends this run in order and begins another', async ({ launch, profile }) => {
  const upline = await launch();
  await answering(upline, 0);
  const begun = path.join(profile, 'begun-again');
  // Another window on this desktop would be in the way of other tests: that it is asked for is told by a file.
  await upline.app.evaluate(({ app }, file) => {
    app.relaunch = () => process.getBuiltinModule('node:fs').writeFileSync(file, '');
  }, begun);
  const ended = once(upline.app.process(), 'exit');
  await killNetworkOf(upline);
  expect(await ended).toEqual([0, null]);
  expect(existsSync(begun)).toBe(true);
});
