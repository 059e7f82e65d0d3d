import { shell } from 'electron';
import { mayOpenExternally } from './linkPolicy.ts';

/** The only door to the system's browser. Answers whether it was opened. */
export async function openExternally(address: string): Promise<boolean> {
  if (!mayOpenExternally(address)) return false;
  await shell.openExternal(address);
  return true;
}
