import { create } from 'zustand';
import type { EngineCalls, OutboxChange, OutboxItem } from '../../../preload/contract/engine.ts';
import type { RequestOf } from '../../../preload/contract/definition.ts';

/** What a person decided about one field in conflict. */
export type FieldChoice = (
  | { readonly take: 'mine' | 'theirs' }
  /** A third value, as typed. */
  | { readonly typed: string }
) & {
  /** What the server held when it was decided: against another value it is no decision. */
  readonly against: string;
};

/** What was chosen for each field of one record. */
export type RecordChoices = Readonly<Record<string, FieldChoice>>;

/** Decisions by record and field. */
export type Choices = Readonly<Record<string, RecordChoices>>;

type ResolveRequest = RequestOf<EngineCalls['outbox.resolve-fields']>;

/** Names a record across collections. */
export function itemKey({ collection, recordId }: Pick<OutboxItem, 'collection' | 'recordId'>): string {
  return `${collection} ${recordId}`;
}

/** The fields both sides changed. */
export function fieldsInConflict(item: OutboxItem): readonly (OutboxChange & { readonly theirs: string })[] {
  return item.changes.flatMap((change) =>
    change.theirs === null ? [] : [{ ...change, theirs: change.theirs }],
  );
}

/** The decisions that still hold: about fields in conflict, against what the server holds now. */
export function standing(item: OutboxItem, choices: Choices): RecordChoices {
  const made = choices[itemKey(item)] ?? {};
  const kept: Record<string, FieldChoice> = {};
  for (const { field, theirs } of fieldsInConflict(item)) {
    const choice = made[field];
    if (choice !== undefined && choice.against === theirs) kept[field] = choice;
  }
  return kept;
}

/** Other records with the same field in conflict. */
export function alike(items: readonly OutboxItem[], item: OutboxItem, field: string): readonly OutboxItem[] {
  return items.filter(
    (other) =>
      other.collection === item.collection &&
      other.recordId !== item.recordId &&
      !other.goneAtServer &&
      fieldsInConflict(other).some((change) => change.field === field),
  );
}

/** Decides one field of these records the same way. */
export function withTake(
  choices: Choices,
  items: readonly OutboxItem[],
  field: string,
  take: 'mine' | 'theirs',
): Choices {
  const next: Record<string, RecordChoices> = { ...choices };
  for (const item of items) {
    const change = fieldsInConflict(item).find((candidate) => candidate.field === field);
    if (change === undefined) continue;
    const key = itemKey(item);
    next[key] = { ...next[key], [field]: { take, against: change.theirs } };
  }
  return next;
}

/** What to ask the engine for these records: records decided alike go in one request. */
export function resolveRequests(items: readonly OutboxItem[], choices: Choices): readonly ResolveRequest[] {
  const requests = new Map<string, { operationIds: string[]; choices: ResolveRequest['choices'] }>();
  for (const item of items) {
    const decided = asked(standing(item, choices));
    if (Object.keys(decided).length === 0) continue;
    const key = JSON.stringify([item.collection, decided]);
    const request = requests.get(key) ?? { operationIds: [], choices: decided };
    request.operationIds.push(...item.operationIds);
    requests.set(key, request);
  }
  return [...requests.values()];
}

function asked(choices: RecordChoices): ResolveRequest['choices'] {
  const entries = Object.entries(choices).toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(
    entries.map(([field, choice]) => [
      field,
      'take' in choice ? { take: choice.take } : { typed: choice.typed },
    ]),
  );
}

/** Whether every field in conflict is decided. */
export function isDecided(item: OutboxItem, choices: Choices): boolean {
  const fields = fieldsInConflict(item);
  return fields.length > 0 && Object.keys(standing(item, choices)).length === fields.length;
}

interface ConflictStore {
  readonly choices: Choices;
  /** Null takes a decision back. */
  readonly choose: (item: OutboxItem, field: string, choice: FieldChoice | null) => void;
  readonly takeForAll: (items: readonly OutboxItem[], field: string, take: 'mine' | 'theirs') => void;
  readonly forget: (items: readonly OutboxItem[]) => void;
}

/** Decisions not applied yet. Kept while other screens are shown, and in memory only: they are values of records. */
export const useConflictChoices = create<ConflictStore>()((set) => ({
  choices: {},
  choose: (item, field, choice) =>
    set(({ choices }) => {
      const key = itemKey(item);
      const { [field]: _before, ...rest } = choices[key] ?? {};
      return { choices: { ...choices, [key]: choice === null ? rest : { ...rest, [field]: choice } } };
    }),
  takeForAll: (items, field, take) =>
    set(({ choices }) => ({ choices: withTake(choices, items, field, take) })),
  forget: (items) =>
    set(({ choices }) => {
      const gone = new Set(items.map(itemKey));
      return { choices: Object.fromEntries(Object.entries(choices).filter(([key]) => !gone.has(key))) };
    }),
}));
