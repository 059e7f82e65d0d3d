import { z } from 'zod';
import type { Json } from '../../../domain/json.ts';

/** What a vendor's error body says, whichever of its shapes it took (vendor-apis 1.4 and section 7, item 25). */
export interface ErrorBody {
  /** The server's words, or empty text. */
  readonly message: string;
  /** The words that name a field, by field; words about one item of several as `3.field`. */
  readonly fields: Readonly<Record<string, string>>;
  /** When the server says it happened (epoch ms). */
  readonly at: number | null;
}

const longestMessage = 600;

const shape = z.looseObject({
  messages: z.array(z.unknown()).optional().catch(undefined),
  message: z.unknown().optional(),
  error_description: z.unknown().optional(),
  errorMessage: z
    .union([z.array(z.unknown()), z.string()])
    .optional()
    .catch(undefined),
  error: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  details: z.looseObject({ field: z.string(), issue: z.string() }).optional().catch(undefined),
});

/** Seconds, milliseconds or ISO text: above 10^11 it is milliseconds (vendor-apis section 7, item 25). */
export function readTimestamp(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value > 1e11 ? value : value * 1000;
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

/** Server text made fit for a sentence: one line, no control characters, not endless. */
function clean(value: unknown): string {
  if (typeof value !== 'string') return '';
  const text = value.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}

/**
 * `naic must have …`, `contractAssignments[3].commissionLevelId 'x' was not found`, `'type' should be …`,
 * `producer.inviter.email is required`.
 */
const namesField =
  /^(?:[A-Za-z]\w*\[(\d+)\]\.)?["'`]?((?:[a-z]\w{0,40}\.){0,2}[a-z][A-Za-z0-9]*)["'`]?\s*(?:'[^']{0,300}'\s*)?(?::|\b(?:must|should|is|are|has|have|can|cannot|may|does|do|exceeds|needs|occurs|was|not|length|value)\b)/;

/** The field a message is about, as `field` or `3.field`, or null. */
export function fieldNamedIn(message: string): string | null {
  const match = namesField.exec(message);
  const field = match?.[2];
  if (field === undefined) return null;
  const position = match?.[1];
  return position === undefined ? field : `${position}.${field}`;
}

/** Reads `messages[]`, `message`, `error_description`, `errorMessage[]`, in that order. Never fails. */
export function readErrorBody(body: Json | null): ErrorBody {
  const parsed = shape.safeParse(body);
  if (!parsed.success) return { message: '', fields: {}, at: null };
  const { messages, message, error_description, errorMessage, error, timestamp, details } = parsed.data;
  const listed = (messages ?? []).map(clean).filter((text) => text !== '');
  const single = [clean(message), clean(error_description)].filter((text) => text !== '');
  const others = [errorMessage ?? []].flat().map(clean);
  const words = [listed, single.slice(0, 1), others.filter((text) => text !== '')].find(
    (list) => list.length > 0,
  );
  const fields: Record<string, string> = {};
  for (const text of words ?? []) {
    const field = fieldNamedIn(text);
    if (field !== null) fields[field] = field in fields ? `${fields[field]} ${text}` : text;
  }
  if (details !== undefined) fields[clean(details.field)] ??= clean(details.issue);
  const overall = words === undefined ? clean(error) : words.join(' ');
  return { message: clean(overall), fields, at: readTimestamp(timestamp) };
}
