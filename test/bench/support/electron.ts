import path from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { killTree } from '../../e2e/support/processes.ts';

const repository = path.resolve(import.meta.dirname, '../../..');

export interface Started {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** `performance.now()` just before the process was started. */
  readonly began: number;
  readonly kill: () => Promise<void>;
}

/** Starts the same runtime the same way for us and for the limit. */
export async function startElectron(target: string, switches: readonly string[]): Promise<Started> {
  const executablePath = process.env['UPLINE_ELECTRON'];
  if (executablePath === undefined)
    throw new Error('Run this with npm run bench: it says where Electron is.');
  const environment = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const began = performance.now();
  const app = await _electron.launch({
    executablePath,
    // Chromium refuses its own sandbox to root, who runs this on build machines.
    args: [target, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...switches],
    env: Object.fromEntries(environment),
    cwd: repository,
    timeout: 120_000,
  });
  const pid = app.process().pid;
  if (pid === undefined) throw new Error('Electron has no process id');
  const page = await app.firstWindow({ timeout: 120_000 });
  return { app, page, began, kill: () => killTree(pid) };
}

export const ourProgram = repository;
export const emptyProgram = path.join(import.meta.dirname, 'emptyWindow.mjs');
export const agGridProgram = path.join(import.meta.dirname, 'agGridWindow.mjs');
