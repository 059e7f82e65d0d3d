import { createTokenSource } from './tokens.ts';
import type { HeldTokens } from './heldTokens.ts';

/**
 * Tokens of one connection, and beside them those with one scope more: a part of the vendor's API may want
 * a scope that the others must not fail for when it is not granted.
 */
export function createScopedTokens(parts: Parameters<typeof createTokenSource>[0]): HeldTokens {
  const plain = createTokenSource(parts);
  const wider = new Map<string, HeldTokens>();

  const sourceOf = (scope: string | undefined): HeldTokens => {
    if (scope === undefined || parts.endpoint.scopes.includes(scope)) return plain;
    const known = wider.get(scope);
    if (known !== undefined) return known;
    const scopes = [...parts.endpoint.scopes, scope];
    const source = createTokenSource({ ...parts, endpoint: { ...parts.endpoint, scopes } });
    wider.set(scope, source);
    return source;
  };

  return {
    token: ({ renew, scope }) => sourceOf(scope).token({ renew }),
    forget() {
      plain.forget();
      for (const source of wider.values()) source.forget();
    },
  };
}
