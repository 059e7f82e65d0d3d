import type { Running } from './support/upline.ts';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, workOffline } from './support/person.ts';
import { expect, test } from './support/upline.ts';

/** Answers the next questions with this button and keeps what was asked. */
async function answering({ app }: Running, button: number): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...given: readonly unknown[]) => {
      asked.push(JSON.stringify(given.at(-1)));
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
  return () =>
    app.evaluate(() => {
      const found: unknown = Reflect.get(globalThis, 'asked');
      return Array.isArray(found) ? found.map(String) : [];
    });
}

test('quitting with unsent work asks once, names the number, and staying keeps everything', async ({
  launch,
}) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { app, page } = running;
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await workOffline(page, true);
  await grid.focusFirst();
  await grid.goToColumn('Writing number');
  await page.keyboard.type('LEAVE1', { delay: 60 });
  await page.keyboard.press('Enter');
  await expectUnsent(page, 1);

  const stay = await answering(running, 1);
  await app.evaluate((electron) => electron.app.quit());
  await expect.poll(async () => (await stay()).length).toBe(1);
  expect((await stay())[0]).toContain('1 change is saved on this computer and not sent to AgentSync.');
  await expectUnsent(page, 1);
  // Closing the window is the same question, and the window stays to be asked in.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(async () => (await stay()).length).toBe(2);
  await expectUnsent(page, 1);

  await answering(running, 0);
  const ended = app.waitForEvent('close');
  await app.evaluate((electron) => electron.app.quit());
  await ended;

  const again = await launch();
  await expectUnsent(again.page, 1);
});
