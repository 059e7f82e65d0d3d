import type { MenuItemConstructorOptions } from 'electron';
import { keysOf } from '../../preload/contract.ts';
import type { MenuCommand } from '../../preload/contract.ts';

/** What the menu asks for that only the shell can do. */
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
  const page = (label: string, command: MenuCommand): MenuItemConstructorOptions => {
    const accelerator = acceleratorOf(command);
    return {
      id: command,
      label,
      ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
      click: () => actions.send(command),
    };
  };
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
        page('Sync now', 'sync-now'),
        page('Work offline', 'toggle-work-offline'),
        separator,
        page('Send unsent changes…', 'send'),
        page('Export unsent changes…', 'export-unsent'),
        separator,
        { id: 'close-connection', label: 'Close connection', click: actions.closeConnection },
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        page('Undo', 'undo'),
        page('Redo', 'redo'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'delete' },
        separator,
        { role: 'selectAll' },
        separator,
        page('Find', 'find'),
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
        page('Carriers', 'show-carriers'),
        page('Assignments', 'show-assignments'),
        page('Producers', 'show-producers'),
        page('Licensing', 'show-licensing'),
        page('Onboarding', 'show-onboarding'),
        page('Import', 'show-import'),
        page('Invitations', 'show-invitations'),
        page('Unsent changes', 'show-tray'),
        page('Conflicts', 'show-conflicts'),
        page('Receipts', 'show-receipts'),
        page('History', 'show-history'),
        page('Sync', 'show-sync'),
        page('Settings', 'show-settings'),
        separator,
        page('Back', 'back'),
      ],
    },
    { label: '&Window', role: 'window', submenu: [{ role: 'minimize' }, { role: mac ? 'zoom' : 'close' }] },
    {
      label: '&Help',
      role: 'help',
      submenu: [
        page('Keyboard shortcuts', 'show-keys'),
        { id: 'help', label: 'AgentSync help', click: actions.openHelp },
        { id: 'logs', label: 'Show log files', click: actions.openLogs },
        ...(mac ? [] : [separator, { role: 'about' } as const]),
      ],
    },
  ];
}

/** Electron's own words for the keys of a command; null when it has none. */
function acceleratorOf(command: MenuCommand): string | null {
  return keysOf(command)?.replace('Mod', 'CmdOrCtrl').replace('ArrowLeft', 'Left') ?? null;
}
