import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';

/** What became of a small JSON file of the profile. Absent and unreadable are different answers on purpose. */
export type Stored<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'broken'; readonly reason: string };

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** Reads and checks a JSON file. */
export async function readStored<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<Stored<z.output<Schema>>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    return isMissing(cause) ? { kind: 'absent' } : { kind: 'broken', reason: String(cause) };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'broken', reason: 'It is not JSON.' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    kind: 'broken',
    reason: issue === undefined ? 'Unexpected content.' : `${issue.path.join('.')}: ${issue.message}`,
  };
}

/**
 * Replaces a file in one step, readable by its owner only: written beside it, flushed, then renamed,
 * so that a power cut leaves the old or the new content and never half of one.
 */
export function writeStored(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${String(process.pid)}.tmp`;
  const handle = openSync(beside, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
}

/** Moves a file nobody can read out of the way, so that it is neither lost nor in the way. Answers its new name. */
export async function setAside(file: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${file}.broken-${stamp}`;
  await rename(file, aside);
  return aside;
}
