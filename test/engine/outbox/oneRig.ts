import { afterEach } from 'vitest';
import { rig } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

/** The one computer of a test; gone after it. */
export async function make(...options: Parameters<typeof rig>): Promise<Rig> {
  used = await rig(...options);
  return used;
}

/** A text for each of the first records. */
export function many(r: Rig, count: number, text: (index: number) => string): Record<string, string> {
  return Object.fromEntries(r.ids.slice(0, count).map((id, index) => [id, text(index)]));
}
