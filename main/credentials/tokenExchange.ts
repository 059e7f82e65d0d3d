import { z } from 'zod';
import type { ClientCredentials } from './clientCredentials.ts';
import type { Fetch } from './ports.ts';
import { askSignIn, notAToken, notReached } from './signIn.ts';
import type { Exchange } from './signIn.ts';

/** Where tokens are asked for, and for which scopes. */
export interface TokenEndpoint {
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
}

const granted = z.object({
  access_token: z.string().min(1),
  // Absent in older documents; the documented lifetime is an hour.
  expires_in: z.coerce.number().positive().max(86_400).default(3_600),
  scope: z.string().optional(),
});
const refused = z.object({ error: z.string() });

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
  const answer = await askSignIn(fetch, endpoint.tokenUrl, {
    contentType: 'application/x-www-form-urlencoded',
    body: form.toString(),
  });
  if (answer.kind !== 'answered') return answer;
  const { status, headers, body } = answer;
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    return notReached(
      `The sign-in service is busy or out of order (status ${String(status)}).`,
      Number.isFinite(seconds) ? seconds : null,
    );
  }
  if (status >= 400) return refusal(status, body);
  const parsed = granted.safeParse(body);
  if (!parsed.success) return notAToken();
  const { access_token: accessToken, expires_in: lifeSeconds, scope } = parsed.data;
  const scopes = scope?.split(' ').filter((one) => one !== '') ?? [];
  return { kind: 'granted', accessToken, lifeSeconds, scopes: scopes.length > 0 ? scopes : endpoint.scopes };
}
