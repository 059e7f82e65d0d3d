import { z } from 'zod';
import type { ClientCredentials } from './clientCredentials.ts';
import { createHeldTokens } from './heldTokens.ts';
import type { HeldTokens } from './heldTokens.ts';
import type { Fetch, Now } from './ports.ts';
import { askSignIn, notAToken, notReached } from './signIn.ts';
import type { Exchange } from './signIn.ts';

// Absent nowhere in the reference; the documented lifetime is an hour.
const life = z.coerce.number().positive().max(86_400).default(3_600);

/**
 * The reference wraps the token in `data`; a guide says that payloads are not wrapped, and the sample script
 * reads `access_token` at the top (vendor-apis section 6, items 25 and 26). Read: all three. Nothing else.
 */
const granted = z.union([
  z
    .object({ data: z.object({ accessToken: z.string().min(1), expiresIn: life }) })
    .transform(({ data }) => data),
  z.object({ accessToken: z.string().min(1), expiresIn: life }),
  z
    .object({ access_token: z.string().min(1), expires_in: life })
    .transform(({ access_token: accessToken, expires_in: expiresIn }) => ({ accessToken, expiresIn })),
]);
const refused = z.object({ errorType: z.string() });

function refusal(status: number, body: unknown): Exchange {
  if (status === 401) {
    return {
      kind: 'refused',
      code: 'wrong-credentials',
      message:
        'Turris does not accept the client id or the client secret. Check both, including the environment they belong to; an administrator can create a new API client in the Turris dashboard.',
    };
  }
  if (status === 403) {
    return {
      kind: 'refused',
      code: 'token-refused',
      message:
        'Turris does not let this API client in from here. It may be pinned to other addresses: ask whoever manages API clients in the Turris dashboard.',
    };
  }
  const parsed = refused.safeParse(body);
  // The vendor's name for the error helps its support; nothing else of the body is repeated.
  const name = parsed.success && /^[a-z_]{1,40}$/.test(parsed.data.errorType) ? parsed.data.errorType : '';
  return {
    kind: 'refused',
    code: 'token-refused',
    message: `Turris refused the sign-in (${name === '' ? `status ${String(status)}` : name}). Check the address, or ask Turris support.`,
  };
}

/** Seconds until the window of ten sign-ins a minute begins anew; at least one (T-`guides/rate-limiting`). */
function untilReset(headers: Headers, now: number): number | null {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(reset) ? Math.max(1, Math.ceil(reset - now / 1_000)) : null;
}

/** Exchanges client id and secret for a token (T1: JSON, answered with 201). Throws nothing. */
export async function exchangeTurrisToken(
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Now },
  baseUrl: string,
  { clientId, clientSecret }: ClientCredentials,
): Promise<Exchange> {
  const answer = await askSignIn(fetch, `${baseUrl}/v1/auth/jwt`, {
    contentType: 'application/json',
    body: JSON.stringify({ clientId, clientSecret }),
  });
  if (answer.kind !== 'answered') return answer;
  const { status, headers, body } = answer;
  if (status === 429)
    return notReached(
      'Turris asks for fewer sign-ins: it allows ten a minute.',
      untilReset(headers, clock.now()),
    );
  if (status >= 500) return notReached(`Turris is busy or out of order (status ${String(status)}).`);
  if (status >= 400) return refusal(status, body);
  const parsed = granted.safeParse(body);
  if (!parsed.success) return notAToken();
  const { accessToken, expiresIn } = parsed.data;
  return { kind: 'granted', accessToken, lifeSeconds: expiresIn, scopes: [] };
}

/** Turris' tokens of one connection; see `createHeldTokens`. `baseUrl`: scheme and host, no slash at the end. */
export function createTurrisTokens(parts: {
  readonly fetch: Fetch;
  readonly clock: Now;
  readonly baseUrl: string;
  readonly credentials: () => Promise<ClientCredentials | null>;
}): HeldTokens {
  return createHeldTokens({
    clock: parts.clock,
    credentials: parts.credentials,
    exchange: (credentials) => exchangeTurrisToken(parts, parts.baseUrl, credentials),
    missing:
      'The client id and secret of Turris are not known on this computer. Enter them in Settings to read from Turris; what was read stays here meanwhile.',
  });
}
