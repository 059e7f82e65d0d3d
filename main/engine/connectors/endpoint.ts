import { z } from 'zod';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';

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

/** Reads an endpoint profile (design section 7); `lost` says what cannot be done without it. */
export function readProfile<T>(
  shape: z.ZodType<T>,
  data: unknown,
  { vendor, lost }: { readonly vendor: string; readonly lost: string },
): Result<T> {
  const parsed = shape.safeParse(data);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? 'it' : `“${issue.path.join('.')}”: ${issue.message}`;
  return fail({
    code: 'endpoint-profile-unreadable',
    message:
      `Upline's description of ${vendor}'s calls is damaged (${where}). ` +
      `${lost} until Upline is installed again; work on this computer goes on.`,
    remedy: 'update-app',
  });
}

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
