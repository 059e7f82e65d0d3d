import type { Fetch } from './ports.ts';

/** One exchange with a vendor's token endpoint, told apart by what can be done about it. */
export type Exchange =
  | {
      readonly kind: 'granted';
      readonly accessToken: string;
      readonly scopes: readonly string[];
      readonly lifeSeconds: number;
    }
  | { readonly kind: 'not-reached'; readonly reason: string; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string };

/** Why the vendor gave no token: wrong client id or secret, a scope it does not grant, or anything else. */
export type RefusalCode = 'wrong-credentials' | 'scope-not-granted' | 'token-refused';

/** What a sign-in service answered: its status, its headers, and its body where that is JSON. */
export interface SignInAnswer {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: Headers;
  /** Null when it is no JSON, or longer than a token can be. */
  readonly body: unknown;
}

/** Nobody answered, so nothing is known of the credentials. */
export type NotReached = Extract<Exchange, { readonly kind: 'not-reached' }>;

const timeLimitMs = 20_000;
const bodyLimit = 64 * 1024;

/** Reads at most `bodyLimit` characters; a longer body is no token. */
async function readBody(response: Response): Promise<unknown> {
  if (response.body === null) return null;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    if (text.length > bodyLimit) {
      await reader.cancel();
      return null;
    }
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A sign-in nobody answered; the wait in seconds is the vendor's own where it named one. */
export function notReached(reason: string, retryAfterSeconds: number | null = null): NotReached {
  return { kind: 'not-reached', reason, retryAfterSeconds };
}

/** An answer that is no token, as of a page that a network puts in the way. */
export function notAToken(): NotReached {
  return notReached(
    'The sign-in address answered, but not with a token. A network sign-in page may be in the way.',
  );
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : '';
  const words = cause instanceof Error ? `${cause.message} ${inner}` : '';
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return 'The sign-in service did not answer in time.';
  if (/redirect/i.test(words))
    return 'The sign-in service sent us to another address, which is never followed with a secret. A network sign-in page may be in the way.';
  return 'The sign-in service could not be reached.';
}

/**
 * Sends a secret to one address and nowhere else: no redirect is followed, no cookie sent, nothing cached.
 * Throws nothing.
 */
export async function askSignIn(
  fetch: Fetch,
  tokenUrl: string,
  request: { readonly contentType: string; readonly body: string },
): Promise<SignInAnswer | NotReached> {
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { 'content-type': request.contentType, accept: 'application/json' },
      body: request.body,
      // A redirect would carry the secret to a host it was not meant for.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeLimitMs),
    });
    const { status, headers } = response;
    return { kind: 'answered', status, headers, body: await readBody(response) };
  } catch (cause) {
    return notReached(reasonOf(cause));
  }
}
