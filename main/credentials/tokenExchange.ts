import { z } from 'zod';
import type { ClientCredentials } from './clientCredentials.ts';
import type { Fetch } from './ports.ts';

/** One exchange with the vendor's token endpoint, told apart by what can be done about it. */
export type Exchange =
  | {
      readonly kind: 'granted';
      readonly accessToken: string;
      readonly scopes: readonly string[];
      readonly lifeSeconds: number;
    }
  | { readonly kind: 'not-reached'; readonly reason: string; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string };

export type RefusalCode = 'wrong-credentials' | 'scope-not-granted' | 'token-refused';

export interface TokenEndpoint {
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
}

const timeLimitMs = 20_000;
const bodyLimit = 64 * 1024;

const granted = z.object({
  access_token: z.string().min(1),
  // Absent in older documents; the documented lifetime is an hour.
  expires_in: z.coerce.number().positive().max(86_400).default(3_600),
  scope: z.string().optional(),
});
const refused = z.object({ error: z.string() });

/** Reads at most `bodyLimit` bytes; a longer body is no token. */
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

function refusal(status: number, body: unknown): Exchange {
  const parsed = refused.safeParse(body);
  const name = parsed.success ? parsed.data.error : '';
  if (name === 'invalid_client' || (name === '' && status === 401)) {
    return {
      kind: 'refused',
      code: 'wrong-credentials',
      message:
        'The client id or the client secret is not accepted. Check both, including the environment they belong to; AgentSync support can issue new ones.',
    };
  }
  if (name === 'access_denied' || name === 'invalid_scope') {
    return {
      kind: 'refused',
      code: 'scope-not-granted',
      message:
        'These credentials are valid but may not do everything that was asked for. Ask for fewer scopes, or ask AgentSync support to grant the missing one.',
    };
  }
  // The vendor's name for the error helps its support; nothing else of the body is repeated.
  const shown = /^[a-z_]{1,40}$/.test(name) ? name : `status ${String(status)}`;
  return {
    kind: 'refused',
    code: 'token-refused',
    message: `The sign-in service refused the request (${shown}). Check the sign-in address, or ask AgentSync support.`,
  };
}

function notReached(reason: string, retryAfterSeconds: number | null = null): Exchange {
  return { kind: 'not-reached', reason, retryAfterSeconds };
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

/** Exchanges client credentials for a token (form encoded, as AgentSync documents it). Throws nothing. */
export async function exchangeToken(
  fetch: Fetch,
  endpoint: TokenEndpoint,
  credentials: ClientCredentials,
): Promise<Exchange> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: endpoint.scopes.join(' '),
  });
  try {
    const response = await fetch(endpoint.tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      // A redirect would carry the secret to a host it was not meant for.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeLimitMs),
    });
    const { status } = response;
    const body = await readBody(response);
    if (status === 429 || status >= 500) {
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      return notReached(
        `The sign-in service is busy or out of order (status ${String(status)}).`,
        Number.isFinite(seconds) ? seconds : null,
      );
    }
    if (status >= 400) return refusal(status, body);
    const parsed = granted.safeParse(body);
    if (!parsed.success)
      return notReached(
        'The sign-in address answered, but not with a token. A network sign-in page may be in the way.',
      );
    const { access_token: accessToken, expires_in: lifeSeconds, scope } = parsed.data;
    const scopes = scope?.split(' ').filter((one) => one !== '') ?? [];
    return {
      kind: 'granted',
      accessToken,
      lifeSeconds,
      scopes: scopes.length > 0 ? scopes : endpoint.scopes,
    };
  } catch (cause) {
    return notReached(reasonOf(cause));
  }
}
