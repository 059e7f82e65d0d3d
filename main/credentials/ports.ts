/**
 * What this folder needs from outside. Declared here rather than taken from the engine: the holder of
 * the secrets and the program that must never see them share no module.
 */

export interface Now {
  /** Epoch milliseconds. */
  now(): number;
}

/** Electron's `net.fetch` in the application (system proxy and certificates), Node's in tests. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** A token, or why there is none: the vendor cannot be reached, or refuses. */
export type TokenOutcome =
  | { readonly kind: 'token'; readonly accessToken: string; readonly scopes: readonly string[] }
  | { readonly kind: 'offline'; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Where the engine's tokens come from; it never sees the secret they are bought with. */
export interface TokenSource {
  token(options: { readonly renew: boolean; readonly scope?: string }): Promise<TokenOutcome>;
}

/** Where secrets are kept: the system's keychain, or this process's memory. */
export interface SecretStore {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<void>;
}
