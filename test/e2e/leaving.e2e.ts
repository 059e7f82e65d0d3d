import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { answering, saveTo } from './support/dialogs.ts';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, typeInto, workOffline } from './support/person.ts';
import { expect, test } from './support/upline.ts';

const [leave, stay, exportFirst] = [0, 1, 2];

test('unsent work is asked about before quitting, switching and removing, and staying keeps everything', async ({
  launch,
  profile,
}) => {
  let running = await launch({ arguments: ['--practice-size=small'] });
  let { app, page } = running;
  const quit = (): Promise<void> => app.evaluate((electron) => electron.app.quit());
  const remove = page.getByRole('dialog', { name: 'Remove Practice?' });
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await workOffline(page, true);
  await typeInto(page, grid, { row: 0, column: 'Writing number' }, 'LEAVE1');
  await expectUnsent(page, 1);

  await test.step('quitting and closing the window ask the same, once', async () => {
    const asked = await answering(running, stay);
    await quit();
    await expect.poll(async () => (await asked()).length).toBe(1);
    expect((await asked())[0]).toContain('1 change is saved on this computer and not sent to AgentSync.');
    expect((await asked())[0]).toContain('Export it first…');
    await expectUnsent(page, 1);
    // The window stays to be asked in.
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(async () => (await asked()).length).toBe(2);
    await expectUnsent(page, 1);
  });

  await test.step('exporting first leads to the sealed file, and nobody has left', async () => {
    await answering(running, exportFirst);
    await quit();
    const dialog = page.getByRole('dialog', { name: 'Export unsent changes' });
    await expect(dialog).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await expectUnsent(page, 1);
  });

  await test.step('switching asks too, and removing wants the name typed', async () => {
    const asked = await answering(running, stay);
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Switch connection…' }).click();
    await expect.poll(async () => (await asked()).length).toBe(1);
    await expectUnsent(page, 1);

    await page.getByRole('button', { name: 'Remove connection…' }).click();
    await expect(remove).toContainText('1 record has changes that are not sent to AgentSync.');
    const confirm = remove.getByRole('button', { name: 'Remove connection' });
    await expect(confirm).toBeDisabled();
    await remove.getByRole('textbox').fill('practise');
    await expect(confirm).toBeDisabled();
    await remove.getByRole('button', { name: 'Keep it' }).click();
    await expectUnsent(page, 1);
  });

  await test.step('having left, the work is still there at the next start', async () => {
    await answering(running, leave);
    const ended = app.waitForEvent('close');
    // The answer to this may be lost with the process that gives it.
    await Promise.all([ended, quit().catch(() => undefined)]);
    running = await launch();
    ({ app, page } = running);
    await expectUnsent(page, 1);
  });

  await test.step('exported and its name typed, the connection is erased with its data', async () => {
    const file = path.join(profile, 'work.uplineunsent');
    await saveTo(running, file);
    const again = page.getByRole('dialog', { name: 'Remove Practice?' });
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Remove connection…' }).click();
    await again.getByRole('button', { name: 'Export unsent changes first…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export unsent changes' });
    await dialog.getByLabel('Passphrase', { exact: true }).fill('correct horse battery');
    await dialog.getByLabel('Passphrase again').fill('correct horse battery');
    await dialog.getByRole('button', { name: 'Save file…' }).click();
    await expect(again).toContainText('Saved as an encrypted file.');
    expect(readFileSync(file).subarray(0, 13).toString('latin1')).toBe('UPLINE-UNSENT');
    // For the person's eyes only.
    expect(statSync(file).mode & 0o077).toBe(0);

    const database = path.join(profile, 'connections', 'practice', 'upline.db');
    expect(existsSync(database)).toBe(true);
    await again.getByRole('textbox').fill('Practice');
    await again.getByRole('button', { name: 'Remove connection' }).click();
    await expect(page.getByRole('heading', { name: 'Welcome to Upline' })).toBeVisible();
    expect(existsSync(database)).toBe(false);
  });
});
