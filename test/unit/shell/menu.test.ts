import { expect, it } from 'vitest';
import { menuTemplate } from '../../../main/shell/menu.ts';
import { menuCommands } from '../../../preload/contract.ts';

function itemsOf(platform: NodeJS.Platform, development: boolean) {
  const sent: string[] = [];
  const template = menuTemplate(
    { send: (command) => sent.push(command), closeConnection() {}, openLogs() {}, openHelp() {} },
    { platform, development },
  );
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { template, items, sent };
}

it.each(['linux', 'win32', 'darwin'] as const)('offers every command of the contract on %s', (platform) => {
  const { template, items } = itemsOf(platform, false);
  for (const command of menuCommands) expect(items.some(({ id }) => id === command)).toBe(true);
  expect(template.map(({ label }) => label?.replace('&', ''))).toEqual([
    ...(platform === 'darwin' ? ['Upline'] : []),
    'File',
    'Edit',
    'View',
    'Go',
    'Window',
    'Help',
  ]);
  // The page decides what these keys mean where the cursor is.
  for (const item of items)
    if (item.id !== undefined && item.accelerator) expect(item.registerAccelerator).toBe(false);
});

it('shows developer tools in development only', () => {
  const has = (development: boolean) =>
    itemsOf('linux', development).items.some(({ role }) => role === 'toggleDevTools' || role === 'reload');
  expect(has(true)).toBe(true);
  expect(has(false)).toBe(false);
});
