import { nativeTheme } from 'electron';
import { z } from 'zod';
import type { ThemeChoice } from '../../preload/contract.ts';
import { readStored, writeStored } from './storedFile.ts';

const settings = z.object({ theme: z.enum(['system', 'light', 'dark']) });

/** The theme chosen earlier. A settings file that cannot be read costs the choice and nothing else. */
export async function loadTheme(file: string): Promise<ThemeChoice> {
  const stored = await readStored(file, settings);
  const theme = stored.kind === 'read' ? stored.value.theme : 'system';
  nativeTheme.themeSource = theme;
  return theme;
}

/** Takes a theme at once and keeps it for the next start. */
export function chooseTheme(file: string, theme: ThemeChoice): void {
  nativeTheme.themeSource = theme;
  writeStored(file, { theme } satisfies z.input<typeof settings>);
}

/** Painted before the page is, so that a dark desk is not lit by a white flash. */
export function windowBackground(): string {
  return nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff';
}
