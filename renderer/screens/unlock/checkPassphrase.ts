/** What is wrong with a passphrase, by field. */
export interface PassphraseErrors {
  readonly passphrase?: string;
  readonly repeated?: string;
}

const shortest = 10;

/** What is wrong with a passphrase before it is tried; `repeated` is null when it was chosen earlier. */
export function checkPassphrase(passphrase: string, repeated: string | null): PassphraseErrors {
  if (passphrase.length < shortest) {
    return { passphrase: `At least ${shortest} characters; this one has ${passphrase.length}.` };
  }
  if (repeated !== null && repeated !== passphrase) {
    return { repeated: 'The two passphrases differ. Type the same one twice.' };
  }
  return {};
}
