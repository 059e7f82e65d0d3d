import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../preload/contract.ts';

export interface MenuActions {
  readonly send: (command: MenuCommand) => void;
  readonly closeConnection: () => void;
  readonly openLogs: () => void;
  readonly openHelp: () => void;
}

/**
 * The menu as data. Keys of page commands are shown here but belong to the page: Ctrl+Z in a text field
 * is the field's, and only the page knows where the cursor is.
 */
export function menuTemplate(
  actions: MenuActions,
  where: { readonly platform: NodeJS.Platform; readonly development: boolean },
): MenuItemConstructorOptions[] {
  const mac = where.platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const page = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => actions.send(command),
  });
  const appMenu: MenuItemConstructorOptions = {
    label: 'Upline',
    submenu: [
      { role: 'about' },
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  return [
    ...(mac ? [appMenu] : []),
    {
      label: '&File',
      submenu: [
        page('Sync now', 'sync-now', 'F5'),
        page('Work offline', 'toggle-work-offline'),
        separator,
        { id: 'close-connection', label: 'Close connection', click: actions.closeConnection },
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        page('Undo', 'undo', 'CmdOrCtrl+Z'),
        page('Redo', 'redo', mac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'delete' },
        separator,
        { role: 'selectAll' },
        separator,
        page('Find', 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        separator,
        { role: 'togglefullscreen' },
        ...(where.development ? [separator, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: '&Go',
      submenu: [
        page('Carriers', 'show-carriers', 'CmdOrCtrl+1'),
        page('Assignments', 'show-assignments', 'CmdOrCtrl+2'),
        page('Unsent changes', 'show-tray', 'CmdOrCtrl+3'),
        page('Receipts', 'show-receipts', 'CmdOrCtrl+4'),
        page('Sync', 'show-sync', 'CmdOrCtrl+5'),
      ],
    },
    { label: '&Window', role: 'window', submenu: [{ role: 'minimize' }, { role: mac ? 'zoom' : 'close' }] },
    {
      label: '&Help',
      role: 'help',
      submenu: [
        { id: 'help', label: 'AgentSync help', click: actions.openHelp },
        { id: 'logs', label: 'Show log files', click: actions.openLogs },
        ...(mac ? [] : [separator, { role: 'about' } as const]),
      ],
    },
  ];
}
