import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readStored, setAside, writeStored } from './storedFile.ts';

const profileFile = z.object({ version: z.literal(1), id: z.string().regex(/^[a-f0-9]{16}$/) });

/**
 * The profile's random name, under which its secrets are filed in the keychain: two profiles of one
 * person never share an entry. In a file of its own, which is written once, because losing it means
 * losing sight of the keys.
 */
export async function loadProfileId(profileFolder: string, now: number): Promise<string> {
  const file = path.join(profileFolder, 'profile.json');
  const stored = await readStored(file, profileFile);
  if (stored.kind === 'read') return stored.value.id;
  if (stored.kind === 'broken') await setAside(file, now);
  const id = randomBytes(8).toString('hex');
  writeStored(file, { version: 1, id } satisfies z.input<typeof profileFile>);
  return id;
}

/** Where everything of a profile lies. */
export function profilePlaces(profileFolder: string) {
  const at = (...parts: readonly string[]): string => path.join(profileFolder, ...parts);
  return {
    folder: profileFolder,
    window: at('window.json'),
    settings: at('settings.json'),
    passphrase: at('passphrase.json'),
    logs: at('logs'),
    practice: at('practice'),
    chromium: at('chromium'),
    database: (connectionId: string): string => at('connections', connectionId, 'upline.db'),
  };
}
export type ProfilePlaces = ReturnType<typeof profilePlaces>;
