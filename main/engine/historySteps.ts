import type { FieldValue } from '../../domain/fields.ts';
import { fieldOf } from '../../domain/collections.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Operation } from '../../domain/operation.ts';
import type { HistoryStep } from '../../preload/contract.ts';
import { lastWords, vendor } from './outbox/words.ts';
import type { AuditEntry, NumberedEntry } from './store/api.ts';

/** What a list shows of a value. */
type Show = (field: string, value: FieldValue) => string;

/**
 * What became of a change, the oldest step first, from what the audit says of it and of its gesture. That it was
 * sent or put aside by a later edit stands in the change itself.
 */
export function stepsOf(
  operation: Operation,
  said: readonly NumberedEntry[],
  show: Show,
): readonly HistoryStep[] {
  const steps = said
    .toSorted((a, b) => a.at - b.at)
    .flatMap((entry): readonly HistoryStep[] => {
      const told = toldBy(operation, entry, show);
      return told === null ? [] : [{ id: String(entry.sequence), at: entry.at, by: entry.actor, ...told }];
    });
  const end = endOf(operation);
  return end === null ? steps : [...steps, end];
}

type Told = Pick<HistoryStep, 'words' | 'message'>;

function toldBy(operation: Operation, { event, detail }: AuditEntry, show: Show): Told | null {
  const words = (text: string, message = ''): Told => ({ words: text, message });
  switch (event) {
    case 'undone':
      return words('Taken back before it was sent');
    case 'redone':
      return words('Done again');
    case 'refused':
      return words(`Refused by ${vendor}`, textIn(detail, 'words'));
    case 'conflict':
      return words(`Met another change at ${vendor}`, theirWords(operation, detail, show));
    case 'resolved':
      return words(`Conflict decided: ${choiceWords(detail)}`);
    case 'adopted':
      return words(`${vendor} already held it, nothing had to be sent`);
    case 'dropped':
      return words(
        textIn(detail, 'why') === 'took-theirs' ? lastWords.tookTheirs.message : 'Discarded by hand',
      );
    case 'restored':
      return words('Brought back after it had been discarded');
    case 'uncertain':
      return words('Went out, and no answer told whether it arrived', textIn(detail, 'words'));
    case 'marked':
      return words('Marked as sent by a person');
    // Of a gesture as a whole, or told by the change itself.
    default:
      return null;
  }
}

/** What AgentSync held when it was found to be another value than the one the edit began with. */
function theirWords({ collection }: Operation, detail: JsonObject, show: Show): string {
  const theirs = detail['theirs'];
  if (!isObject(theirs)) return '';
  return Object.entries(theirs)
    .filter(([field]) => fieldOf(collection, field) !== undefined)
    .map(([field, value]) => {
      const text = show(field, valueIn(value));
      return `${fieldOf(collection, field)?.label ?? field} at ${vendor}: ${text === '' ? 'empty' : `“${text}”`}.`;
    })
    .join(' ');
}

/** One choice for all fields, or one each. */
function choiceWords(detail: JsonObject): string {
  const changes = detail['changes'];
  const choices = isObject(changes)
    ? Object.values(changes).map((change) => (isObject(change) ? textIn(change, 'choice') : ''))
    : [textIn(detail, 'choice')];
  const words = [...new Set(choices)].map((choice) => choiceNames[choice] ?? 'another value');
  return words.join(' and ');
}

const choiceNames: Readonly<Partial<Record<string, string>>> = {
  mine: 'ours was kept',
  theirs: `${vendor}’s was taken`,
};

/** The last step of a change that has ended without a line of its own in the audit. */
function endOf({ state, error, settledAt, stagedAt }: Operation): HistoryStep | null {
  const at = settledAt ?? stagedAt;
  if (state === 'done' && (error === null || error.code === 'merged'))
    return { id: 'end', at, by: '', words: `Sent to ${vendor}`, message: error?.message ?? '' };
  const quiet = error?.code === lastWords.typedBack.code || error?.code === lastWords.replaced.code;
  return state === 'dropped' && quiet && error !== null
    ? { id: 'end', at, by: '', words: error.message.replace(/\.$/, ''), message: '' }
    : null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function valueIn(value: Json): FieldValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return isList(value) ? value.filter((item) => typeof item === 'string') : null;
}

function textIn(detail: JsonObject, name: string): string {
  const value = detail[name];
  return typeof value === 'string' ? value : '';
}
