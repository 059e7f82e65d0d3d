/**
 * What the engine needs from outside, passed in by its composition root. Tests pass their own, so
 * time, randomness and the network are never reached for directly.
 */

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after at least `milliseconds`, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Where chance comes from, so that tests can take it away. */
export interface Random {
  /** UUIDv7 (time-ordered). */
  id(): string;
  /** Uniform in [0, 1). */
  fraction(): number;
}

/** How much a line of the log matters, the most first. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Structured logging. Details pass the redaction hook before they reach a file. */
export interface Log {
  write(level: LogLevel, message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** One request as it leaves this computer. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** A longer body is cut off and reported as `too-large`, never buffered. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** The outcome of one exchange. Whether a write may have reached the server is part of the answer. */
export type HttpOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** Certainly never reached the server (refused, no route, name not resolved). */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** May have reached the server: no complete answer came back. */
  | { readonly kind: 'no-answer'; readonly reason: string }
  | { readonly kind: 'too-large'; readonly status: number; readonly limit: number }
  | { readonly kind: 'aborted' };

/** One HTTP exchange. Never follows redirects, sends no cookies, caches nothing, throws nothing. */
export type HttpTransport = (request: HttpRequest) => Promise<HttpOutcome>;

/** Answers to a request for an access token. The client secret never reaches the engine. */
export type TokenOutcome =
  | { readonly kind: 'token'; readonly accessToken: string; readonly scopes: readonly string[] }
  | { readonly kind: 'offline'; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Where a connection's tokens come from. */
export interface TokenSource {
  /**
   * A token for the connection; `renew` asks for a new one because the server refused the last. `scope` is
   * one the call needs beyond those of the connection.
   */
  token(options: { readonly renew: boolean; readonly scope?: string }): Promise<TokenOutcome>;
}
