/**
 * What the person can do about an expected failure. Carried as data so that a screen can offer
 * the matching button instead of parsing a sentence.
 */
export type Remedy =
  | 'retry'
  | 'sign-in'
  | 'sign-in-turris'
  | 'unlock'
  | 'go-online'
  | 'fix-fields'
  | 'open-conflict'
  | 'open-set-aside'
  | 'free-space'
  | 'update-app'
  | 'ask-vendor'
  | 'choose-organization'
  | 'restart-engine';

/** An expected failure: a stable code, a sentence for people, and what to do next. Bugs are exceptions instead. */
export interface Failure {
  /** Stable, kebab-case, never shown alone. */
  readonly code: string;
  /** What happened, what it means for the work, what to do. */
  readonly message: string;
  readonly remedy?: Remedy;
  /** Messages by field name, for forms and cells. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a call that may fail in an expected way answers. Anything thrown instead is a bug. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** A success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** An expected failure, with a stable code and words for a person. */
export function fail<T = never>(error: Failure): Result<T> {
  return { ok: false, error };
}

/** Marks a branch the type checker proves unreachable; reaching it is a bug. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
