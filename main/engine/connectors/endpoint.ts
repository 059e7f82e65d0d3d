import { z } from 'zod';

/** A value for each environment. */
export const perEnvironment = <T extends z.ZodType>(value: T) =>
  z.object({ practice: value, sandbox: value, production: value, custom: value });

/** A path template: below the host, nothing that could name another one. */
export const pathPattern = /^\/(?!\/)(?:[A-Za-z0-9/_-]|\{id\}|\{parentId\})*$/;

/** One call of a vendor's, as an endpoint profile describes it. */
export const endpoint = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  /** Below the base address; `{id}` and `{parentId}` are replaced by encoded ids. */
  path: z.string().regex(pathPattern),
  /** The key of a list under `_embedded`. */
  embedded: z.string().min(1).optional(),
  /** The key that wraps the items of a bulk write. */
  envelope: z.object({ key: z.string().min(1) }).optional(),
  /** Whether the vendor publishes the call, or we derived it (reference/vendor-apis.md). */
  certainty: z.enum(['documented', 'inferred']),
  /** The entry of vendor-apis section 2. */
  source: z.string().optional(),
  enabled: perEnvironment(z.boolean()),
});

export type Endpoint = z.infer<typeof endpoint>;

/** Fills a path template; ids are opaque text and are encoded whole. */
export function fillPath(
  template: string,
  input: { readonly id?: string; readonly parentId?: string },
): string {
  return template
    .replace('{id}', () => encodeURIComponent(input.id ?? ''))
    .replace('{parentId}', () => encodeURIComponent(input.parentId ?? ''));
}

/** Addresses fold these away even when they are encoded, so such an id would reach another call. */
export const foldedAway = (id: string | undefined): boolean => id === '' || id === '.' || id === '..';
