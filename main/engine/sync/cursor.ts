import { z } from 'zod';
import type { MirroredName } from '../../../domain/fields.ts';

/** Where a pass stands, kept in `sync_state` in the same transaction as the page it follows. */
const shape = z.object({
  version: z.literal(2),
  /** How often the pass was begun again because the list changed while it was read. */
  rerun: z.number().int().min(0),
  startedAt: z.number(),
  /** Next page of a flat list. */
  page: z.number().int().min(0),
  /** Items per page and total of the first page; page numbers mean nothing under another size. */
  size: z.number().int().nullable(),
  total: z.number().int().nullable(),
  /** Last parent whose children were applied. */
  parent: z.string().nullable(),
  /** Whether any parent had a list at all. */
  found: z.boolean(),
  /** Records that could not be read so far. */
  setAside: z.number().int(),
  /** Of these, how many could not even say which record they are: any of those not seen may be one. */
  nameless: z.number().int(),
  /** Why this pass can no longer be complete. */
  flaw: z.enum(['none', 'unreadable', 'changing', 'not-listed']),
  /** Records applied so far. */
  applied: z.number().int(),
});

export type Cursor = z.infer<typeof shape>;

/** A pass that slept longer than this begins again: what it read then says little about now. */
const staleAfterMs = 30 * 60_000;
/** One request for every holder: at one a second, 3,000 take most of an hour, and no laptop is open for long. */
const longStaleAfterMs = 24 * 60 * 60_000;

/** How long an interrupted pass is worth going on with. */
export function staleAfter(collection: MirroredName): number {
  return collection === 'licence' || collection === 'agent' ? longStaleAfterMs : staleAfterMs;
}

/** Where a pass stands before its first page; `now` in milliseconds since 1970. */
export function freshCursor(now: number, rerun = 0): Cursor {
  return {
    version: 2,
    rerun,
    startedAt: now,
    page: 0,
    size: null,
    total: null,
    parent: null,
    found: false,
    setAside: 0,
    nameless: 0,
    flaw: 'none',
    applied: 0,
  };
}

/** The cursor of an interrupted pass that is worth going on with, else null. */
export function readCursor(stored: unknown, now: number, staleAfterMs: number): Cursor | null {
  const parsed = shape.safeParse(stored);
  if (!parsed.success) return null;
  const age = now - parsed.data.startedAt;
  return age >= 0 && age < staleAfterMs ? parsed.data : null;
}
