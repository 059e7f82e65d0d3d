import { z } from 'zod';
import { Refusal } from '../agentsync/reply.ts';
import type { SandboxClock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { parseJson } from '../json.ts';
import { SignedTokens } from '../signedTokens.ts';

/** An API client of the Turris dashboard. */
export interface TurrisClient {
  readonly id: string;
  readonly secret: string;
}

/** The client that is taken unless another is given. */
export const DEFAULT_TURRIS_CLIENT: TurrisClient = { id: 'turris-practice', secret: 'turris-practice' };

/**
 * Of the two spellings on the page, the one of its schema; the sample script's `client_id` is refused
 * (contradiction 25).
 */
const bodySchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

/** The token call of Turris (T1) and what its tokens mean. */
export class TurrisTokens {
  readonly #client: TurrisClient;
  readonly #tokens: SignedTokens;

  constructor(client: TurrisClient, clock: SandboxClock, seed: number) {
    this.#client = client;
    this.#tokens = new SignedTokens(clock, `turris-${seed}`);
  }

  exchange(text: string, lifeSeconds: number): JsonObject {
    const parsed = bodySchema.safeParse(parseJson(text));
    if (!parsed.success) throw new Refusal(400, ['clientId and clientSecret must be non-empty strings']);
    const { clientId, clientSecret } = parsed.data;
    if (clientId !== this.#client.id || clientSecret !== this.#client.secret)
      throw new Refusal(401, ['Invalid client credentials']);
    const accessToken = this.#tokens.issue(clientId, [], lifeSeconds);
    return { accessToken, expiresIn: lifeSeconds, tokenType: 'Bearer' };
  }

  /** The client a token was issued to, or undefined when it is missing, forged, expired or revoked. */
  clientOf(authorization: string | undefined): string | undefined {
    return this.#tokens.verify(authorization)?.client;
  }

  revokeAll(): void {
    this.#tokens.revokeAll();
  }
}
