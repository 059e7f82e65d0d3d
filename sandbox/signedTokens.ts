import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { SandboxClock } from './clock.ts';
import { parseJson } from './json.ts';

const claimsSchema = z.object({
  client: z.string(),
  scopes: z.array(z.string()),
  expires: z.number(),
  generation: z.number(),
});

/** What a valid token says. */
export type Claims = z.infer<typeof claimsSchema>;

/**
 * Bearer tokens of one vendor. They are signed, not stored, so they outlive a restart of the stand-in like
 * real ones outlive a restart of the vendor; those of one vendor mean nothing to another.
 */
export class SignedTokens {
  readonly #clock: SandboxClock;
  readonly #key: string;
  #generation = 0;

  constructor(clock: SandboxClock, key: string) {
    this.#clock = clock;
    this.#key = key;
  }

  issue(client: string, scopes: readonly string[], lifeSeconds: number): string {
    const expires = this.#clock.now() + lifeSeconds * 1000;
    const claims: Claims = { client, scopes: [...scopes], expires, generation: this.#generation };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${payload}.${this.#signature(payload)}`;
  }

  /** The claims of an Authorization header, or undefined when it is missing, forged, expired or revoked. */
  verify(authorization: string | undefined): Claims | undefined {
    const [, payload, signature] = /^Bearer ([\w-]+)\.([\w-]+)$/i.exec(authorization ?? '') ?? [];
    if (payload === undefined || signature === undefined) return undefined;
    const expected = Buffer.from(this.#signature(payload));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const claims = claimsSchema.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')));
    if (!claims.success || claims.data.generation !== this.#generation) return undefined;
    return claims.data.expires > this.#clock.now() ? claims.data : undefined;
  }

  /** Makes every token issued so far invalid, as support does after a leak (A-AUTH). */
  revokeAll(): void {
    this.#generation += 1;
  }

  #signature(payload: string): string {
    return createHmac('sha256', this.#key).update(payload).digest('base64url');
  }
}
