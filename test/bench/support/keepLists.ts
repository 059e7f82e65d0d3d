import { existsSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { profilePlaces } from '../../../main/shell/profile.ts';
import type { ManyAssignments } from './manyAssignments.ts';

const megabyte = 1_000_000;
/** Between two looks at the file. In milliseconds. */
const lookMs = 250;
/** Not written for so long, it is written no more. In milliseconds. */
const quietMs = 5_000;
const mostMs = 300_000;

/**
 * Waits while the application reads a list ahead and keeps its columns. It has to be the application: what one
 * runtime keeps is not used by another, whose Unicode may fold letters in another way.
 */
export async function untilKept(profile: string): Promise<void> {
  const file = profilePlaces(profile).database('practice');
  const written = (): number =>
    Math.max(...[file, `${file}-wal`].filter(existsSync).map((each) => statSync(each).mtimeMs));
  const began = Date.now();
  const first = written();
  while (written() === first || Date.now() - written() < quietMs) {
    if (Date.now() - began > mostMs) throw new Error('The columns of a list were not kept');
    await pause(lookMs);
  }
}

/** How long the file of a profile is when all is moved into it, in MB. Waits for a program that was just killed to let go. */
export async function fileSize({ key }: ManyAssignments, profile: string): Promise<number> {
  const file = profilePlaces(profile).database('practice');
  const began = Date.now();
  for (;;) {
    const opened = openStore({ readServerCopy, file, key });
    if (opened.ok) {
      opened.value.close();
      return statSync(file).size / megabyte;
    }
    if (opened.error.code !== 'in-use' || Date.now() - began > mostMs) throw new Error(opened.error.message);
    await pause(lookMs);
  }
}
