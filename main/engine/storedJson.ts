import type { z } from 'zod';

/**
 * What a setting's text holds. Null when it holds nothing, and when it cannot be read: because it is
 * damaged, or a newer version wrote it.
 */
export function readStored<T>(text: string | null, schema: z.ZodType<T>): T | null {
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
