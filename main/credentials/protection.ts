import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { createCredentialKeeper } from './clientCredentials.ts';
import type { CredentialKeeper } from './clientCredentials.ts';
import { createDatabaseKeys } from './databaseKey.ts';
import type { DatabaseKeys } from './databaseKey.ts';
import type { KeychainState } from './keychain.ts';
import { createPassphrase } from './passphrase.ts';
import { createSessionStore, withLateKeychain } from './sessionStore.ts';
import { createTurrisKeeper } from './turrisCredentials.ts';
import type { TurrisKeeper } from './turrisCredentials.ts';

/** How this profile's secrets are kept, as the page is told. */
export type ProtectionState =
  | { readonly kind: 'keychain' }
  | {
      readonly kind: 'session';
      readonly unlocked: boolean;
      readonly passphraseChosen: boolean;
      readonly reason: string;
    };

/** How secrets and database keys are kept: in the keychain, or behind a passphrase where there is none. */
export interface Protection {
  readonly credentials: CredentialKeeper;
  readonly turris: TurrisKeeper;
  readonly keys: DatabaseKeys;
  state(): Promise<ProtectionState>;
  unlock(passphrase: string): Promise<Result<null>>;
}

/**
 * Decides once per start how secrets are kept: in the keychain, or, without one, in memory with the
 * databases locked by a passphrase. A profile that began with a passphrase keeps it.
 */
export async function openProtection(
  keychain: KeychainState,
  profileId: string,
  passphraseFile: string,
): Promise<Protection> {
  const passphrase = createPassphrase(passphraseFile);
  const store = keychain.kind === 'available' ? keychain.store : null;
  const session = store === null || (await passphrase.chosen());
  const reason =
    keychain.kind === 'absent'
      ? keychain.reason
      : 'there was none when this profile was set up, and it keeps its passphrase.';
  const later = keychain.kind === 'absent' ? keychain.later : () => null;
  const secrets = session ? withLateKeychain(createSessionStore(), later) : store;
  return {
    credentials: createCredentialKeeper(secrets, profileId),
    turris: createTurrisKeeper(secrets, profileId),
    keys: createDatabaseKeys(profileId, store, passphrase, later),
    async state() {
      if (!session) return { kind: 'keychain' };
      const passphraseChosen = await passphrase.chosen();
      return { kind: 'session', unlocked: passphrase.unlocked(), passphraseChosen, reason };
    },
    async unlock(words) {
      if (session) return passphrase.unlock(words);
      return fail({
        code: 'no-passphrase-needed',
        message: 'The keychain of this computer protects this profile. It has no passphrase.',
      });
    },
  };
}
