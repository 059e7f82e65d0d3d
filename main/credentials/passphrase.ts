import { hkdfSync, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { readStored, writeStored } from '../shell/storedFile.ts';

/** 128 MB and about half a second for each guess; the limits keep an edited file from asking for more. */
const cost = { N: 2 ** 17, r: 8, p: 1 } as const;
const maxmem = 256 * cost.N * cost.r;

const passphraseFile = z.object({
  version: z.literal(1),
  salt: z.base64(),
  N: z.literal(cost.N),
  r: z.literal(cost.r),
  p: z.literal(cost.p),
  /** Derived from the passphrase like the keys, but never used as one: tells a wrong passphrase at once. */
  verifier: z.base64(),
});

function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same words typed on two keyboards may arrive composed differently.
    scrypt(passphrase.normalize('NFKC'), salt, 32, { ...cost, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function expand(root: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `upline ${purpose}`, 32));
}

/** The passphrase of a profile on a computer without a keychain. The root it derives stays in memory. */
export interface Passphrase {
  /** Whether one was chosen, now or earlier. Throws nothing: an unreadable file counts as chosen. */
  chosen(): Promise<boolean>;
  unlocked(): boolean;
  /** Chooses it the first time, checks it afterwards. */
  unlock(passphrase: string): Promise<Result<null>>;
  /** 32 bytes for one purpose; null while locked. */
  key(purpose: string): Uint8Array | null;
}

/** Reads and writes `file`, which holds salt and verifier and never the passphrase or a key. */
export function createPassphrase(file: string): Passphrase {
  let root: Buffer | null = null;
  return {
    async chosen() {
      return (await readStored(file, passphraseFile)).kind !== 'absent';
    },
    unlocked: () => root !== null,
    async unlock(passphrase) {
      const stored = await readStored(file, passphraseFile);
      if (stored.kind === 'broken') {
        // Choosing a new one would make the existing data unreadable for ever.
        return fail({
          code: 'passphrase-file-damaged',
          message: `The file ${file} that belongs to your passphrase is damaged (${stored.reason}). Your data is still on disk but cannot be opened without that file. Restore it from a backup of this computer.`,
        });
      }
      if (stored.kind === 'absent') {
        const salt = randomBytes(32);
        const fresh = await derive(passphrase, salt);
        writeStored(file, {
          version: 1,
          salt: salt.toString('base64'),
          ...cost,
          verifier: expand(fresh, 'verifier').toString('base64'),
        } satisfies z.input<typeof passphraseFile>);
        root = fresh;
        return ok(null);
      }
      const candidate = await derive(passphrase, Buffer.from(stored.value.salt, 'base64'));
      const expected = Buffer.from(stored.value.verifier, 'base64');
      const found = expand(candidate, 'verifier');
      if (expected.length !== found.length || !timingSafeEqual(expected, found)) {
        return fail({
          code: 'wrong-passphrase',
          message: 'This is not the passphrase this profile was set up with. Nothing was changed; try again.',
          remedy: 'unlock',
          fields: { passphrase: 'Not the passphrase of this profile.' },
        });
      }
      root = candidate;
      return ok(null);
    },
    key: (purpose) => (root === null ? null : new Uint8Array(expand(root, purpose))),
  };
}
