/** What the system's clipboard can do for us. */
export interface Clipboard {
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
  clear(): void;
}

/** Secrets on the clipboard, for a while only. */
export interface SecretClipboard {
  /** Puts a secret on the clipboard and takes it away again after a while, unless something else is there by then. */
  copy(secret: string): Promise<void>;
  /** Takes a secret away at once: the program ends, and nobody would do it later. */
  forget(): Promise<void>;
}

/** How long a copied secret stays, in milliseconds: enough to paste it, not to forget it. */
export const secretStays = 60_000;

/** The one door through which a secret reaches the clipboard. */
export function createSecretClipboard(
  clipboard: Clipboard,
  /** Runs work later; answers what calls it off. */
  later: (milliseconds: number, work: () => Promise<void>) => () => void,
): SecretClipboard {
  let pending: { readonly secret: string; readonly cancel: () => void } | null = null;
  const forget = async (): Promise<void> => {
    const current = pending;
    pending = null;
    if (current === null) return;
    current.cancel();
    // Something copied since is the person's own.
    if ((await clipboard.readText()) === current.secret) clipboard.clear();
  };
  return {
    async copy(secret) {
      pending?.cancel();
      pending = { secret, cancel: later(secretStays, forget) };
      await clipboard.writeText(secret);
    },
    forget,
  };
}
