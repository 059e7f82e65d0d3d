import type { Json } from '../../../domain/json.ts';
import type { ReadRecord, UnreadableRecord } from './api.ts';
import { nestsDeeperThan } from '../../../domain/json.ts';

/** Levels of nesting beyond which a record is not kept. */
export const deepest = 40;
/** Longest id, in characters. */
export const longestId = 200;
const rawLimit = 4_000;

/** A record, or why it was set aside while the rest of its page goes on. */
export type ReadOutcome =
  | { readonly ok: true; readonly record: ReadRecord }
  | { readonly ok: false; readonly unreadable: UnreadableRecord };

/** Text with numbers as the server wrote them, for numbers too long to be kept exactly. */
function asSent(sentence: string, text: string): string {
  return sentence.replaceAll(/\b\d{16,}\b/g, (digits) => {
    for (const [candidate] of text.matchAll(/\d{16,}/g)) {
      if (candidate !== digits && String(Number(candidate)) === digits) return candidate;
    }
    return digits;
  });
}

/** An item that could not be read, with a reason a person understands. */
export function setAside(
  item: Json,
  key: string,
  problems: readonly string[],
  text: string,
): UnreadableRecord {
  const raw = nestsDeeperThan(item, deepest) ? '(nested too deep to show)' : JSON.stringify(item);
  return {
    key,
    reason: `${asSent(problems.slice(0, 5).join('; '), text)}.`,
    raw: asSent(raw.slice(0, rawLimit), text),
  };
}
