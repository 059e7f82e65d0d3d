import type { SandboxClock } from '../clock.ts';
import { SignedTokens } from '../signedTokens.ts';
import type { Claims } from '../signedTokens.ts';
import { SCOPES } from './call.ts';
import type { Reply } from './reply.ts';

/** Credentials known to the token endpoint, and the scopes it may grant them. */
export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
  readonly scopes: readonly string[];
}

/** The client id that is taken unless another is given. */
export const DEFAULT_CLIENT_ID = 'practice';
/** Its secret, which protects nothing. */
export const DEFAULT_CLIENT_SECRET = 'practice';

/** `practice` may do everything, `reader` may only read, `writer` may not delete. */
export const DEFAULT_CLIENTS: readonly ClientCredentials[] = [
  { id: DEFAULT_CLIENT_ID, secret: DEFAULT_CLIENT_SECRET, scopes: SCOPES },
  { id: 'writer', secret: 'writer', scopes: ['rino_api_agency_read', 'rino_api_agency_write'] },
  { id: 'reader', secret: 'reader', scopes: ['rino_api_agency_read'] },
];

function oauthError(status: number, error: string, description: string): Reply {
  return { status, body: { error, error_description: description } };
}

/** The token endpoint (A-AUTH, S1). */
export class TokenService {
  readonly #clients: ReadonlyMap<string, ClientCredentials>;
  readonly #tokens: SignedTokens;

  constructor(clients: readonly ClientCredentials[], clock: SandboxClock, seed: number) {
    this.#clients = new Map(clients.map((client) => [client.id, client]));
    this.#tokens = new SignedTokens(clock, `sandbox-${seed}`);
  }

  /** Client-credentials exchange; takes form encoding only. */
  exchange(contentType: string, text: string, lifeSeconds: number): Reply {
    if (!contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
      return oauthError(
        400,
        'invalid_request',
        "The token endpoint only accepts 'application/x-www-form-urlencoded'.",
      );
    }
    const form = new URLSearchParams(text);
    if (form.get('grant_type') !== 'client_credentials') {
      return oauthError(400, 'unsupported_grant_type', "The grant type must be 'client_credentials'.");
    }
    const client = this.#clients.get(form.get('client_id') ?? '');
    if (client === undefined || client.secret !== form.get('client_secret')) {
      return oauthError(401, 'invalid_client', 'The client credentials are invalid.');
    }
    const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
    if (scopes.length === 0) return oauthError(400, 'invalid_scope', 'At least one scope must be requested.');
    if (!scopes.every((scope) => client.scopes.includes(scope))) {
      return oauthError(
        400,
        'access_denied',
        'Policy evaluation failed for this request, please check the policy configurations.',
      );
    }
    const token = this.#tokens.issue(client.id, scopes, lifeSeconds);
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: lifeSeconds, access_token: token, scope: scopes.join(' ') },
      headers: { 'cache-control': 'no-store' },
    };
  }

  /** The claims of an Authorization header, or undefined when it is missing, forged, expired or revoked. */
  verify(authorization: string | undefined): Claims | undefined {
    return this.#tokens.verify(authorization);
  }

  /** Makes every token issued so far invalid, as support does after a leak (A-AUTH). */
  revokeAll(): void {
    this.#tokens.revokeAll();
  }
}
