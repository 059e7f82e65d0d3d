import { z } from 'zod';

/** One call of the endpoint profile, as far as testing a connection needs it. */
export interface TestEndpoint {
  readonly name: string;
  readonly method: string;
  /** Below the base address; `{id}` and `{parentId}` stand for ids. */
  readonly path: string;
  /** Whether this environment uses the call. */
  readonly used: boolean;
}

const shape = z.object({
  calls: z.record(
    z.string(),
    z.looseObject({ method: z.string(), path: z.string(), enabled: z.record(z.string(), z.boolean()) }),
  ),
});

/** The calls of an endpoint profile; none when it is damaged, which the engine reports by itself. */
export function endpointsOf(profile: unknown, environment: string): readonly TestEndpoint[] {
  const parsed = shape.safeParse(profile);
  if (!parsed.success) return [];
  return Object.entries(parsed.data.calls).map(([name, { method, path, enabled }]) => ({
    name,
    method,
    path,
    used: enabled[environment] ?? false,
  }));
}

/** `listCommissionLevels` as people read it: `List commission levels`. */
export function endpointWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
