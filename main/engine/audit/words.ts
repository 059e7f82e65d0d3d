import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName, FieldValue } from '../../../domain/fields.ts';
import { collectionNames } from '../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { assertNever } from '../../../domain/result.ts';
import { ruleWords, stagingRules } from '../../../domain/stagingRules.ts';
import type { AuditLine } from '../../../preload/contract.ts';
import type { AuditEntry, Store } from '../store/api.ts';

/** A line of the audit with its place in the chain. */
export type StoredEntry = AuditEntry & { readonly sequence: number };

/** Turns stored entries into sentences. Keeps the titles it has looked up, so use one for each reading. */
export type TellEntry = (entry: StoredEntry) => AuditLine;

/** `titleOf` names a record; it may be gone from this computer by now. */
export function createTelling(
  store: Pick<Store, 'operations' | 'views'>,
  titleOf: (collection: CollectionName, id: string) => string,
): TellEntry {
  const titles = new Map<string, string>();
  const titled = (collection: CollectionName, id: string): string => {
    const key = `${collection} ${id}`;
    let title = titles.get(key);
    if (title === undefined) {
      title = titleOf(collection, id);
      titles.set(key, title);
    }
    return title;
  };
  return (entry) => {
    const { sequence, at, actor, environment, detail } = entry;
    const collection = collectionIn(detail);
    const id = textIn(detail, 'record');
    return {
      sequence,
      at,
      actor,
      environment,
      words: wordsOf(store, entry, collection),
      record: collection === null || id === '' ? '' : titled(collection, id),
      changes: collection === null ? [] : changesIn(store, collection, detail),
      result: resultOf(entry),
    };
  };
}

function wordsOf(
  store: Pick<Store, 'operations'>,
  { event, batchId, detail }: StoredEntry,
  collection: CollectionName | null,
): string {
  const label =
    textIn(detail, 'label') || (batchId === null ? '' : (store.operations.batch(batchId)?.label ?? ''));
  const edit = label === '' ? 'An edit' : `“${label}”`;
  switch (event) {
    case 'staged': {
      const records = numberIn(detail, 'records');
      const names = collection === null ? null : collections[collection];
      const noun =
        names === null
          ? `record${records === 1 ? '' : 's'}`
          : (records === 1 ? names.singular : names.plural).toLowerCase();
      const from = detail['from'] === 'file' ? ', brought in from a file' : '';
      return `${edit}: ${records.toLocaleString('en-US')} ${noun} changed on this computer${from}${setAsideWords(detail)}`;
    }
    case 'undone':
      return `${edit} was taken back before it was sent`;
    case 'redone':
      return `${edit} was done again`;
    case 'sent':
      return `${edit} was carried out at AgentSync`;
    case 'adopted':
      return `${edit} needed no sending`;
    case 'refused':
      return `${edit} was refused by AgentSync`;
    case 'dropped':
      return `${edit} was discarded`;
    case 'conflict':
      return `${edit} met another change at AgentSync`;
    case 'resolved':
      return `A person decided the conflict of ${edit}${setAsideWords(detail)}`;
    case 'removed':
      return 'Records that are no longer at AgentSync were removed here';
    case 'confirmed':
      return detail['again'] === true
        ? 'A person confirmed that an invitation is sent again'
        : 'A person confirmed that an invitation goes out';
    case 'uncertain':
      return `${edit} went out, and no answer told whether it arrived`;
    case 'marked':
      return `A person marked an invitation as ${textIn(detail, 'status').toLowerCase()}`;
    case 'revealed':
      return 'The link of an invitation was shown';
    case 'configured':
      return textIn(detail, 'value') === ''
        ? 'The own organization was forgotten'
        : `The own organization was set to ${textIn(detail, 'value')}`;
    case 'restored':
      return `${edit} was brought back after it had been discarded`;
    case 'rescued': {
      const changes = numberIn(detail, 'changes').toLocaleString('en-US');
      const missing = numberIn(detail, 'missing');
      const lost = missing === 0 ? '' : ` and ${missing.toLocaleString('en-US')} could not be read`;
      return `The local database was damaged and replaced: ${changes} unsent changes of it were read${lost}. It is kept as ${textIn(detail, 'from')}`;
    }
    case 'exported': {
      const records = numberIn(detail, 'records');
      const names = collection === null ? null : collections[collection];
      const noun = (records === 1 ? names?.singular : names?.plural)?.toLowerCase() ?? 'records';
      const personal = detail['personal'] === true ? 'with' : 'without';
      return `${records.toLocaleString('en-US')} ${noun} were exported as ${textIn(detail, 'format').toUpperCase()}, ${personal} personal values`;
    }
    default:
      return assertNever(event);
  }
}

/** Which rules a person set aside for it, and why. */
function setAsideWords(detail: JsonObject): string {
  const setAside = detail['setAside'];
  if (!isObject(setAside)) return '';
  const counts = setAside['rules'];
  const rules = stagingRules.flatMap((rule) => {
    const count = isObject(counts) ? numberIn(counts, rule) : 0;
    return count === 0 ? [] : [`${ruleWords[rule].title} (${count.toLocaleString('en-US')})`];
  });
  return `. Set aside: ${rules.join('; ')}. Reason: “${textIn(setAside, 'reason')}”`;
}

/** How far it got: what is saved here and what the server has never read alike. */
function resultOf({ event, detail }: StoredEntry): string {
  switch (event) {
    case 'staged':
    case 'redone':
      return 'Saved on this computer';
    case 'undone':
    case 'dropped':
      return 'Not sent';
    case 'sent':
      return 'Sent to AgentSync';
    case 'adopted':
      return 'AgentSync already held it';
    case 'refused':
      return textIn(detail, 'words') || 'Refused';
    case 'conflict':
      return 'Waiting for a decision';
    case 'resolved':
      return 'Decided';
    case 'removed':
      return 'Removed on this computer';
    case 'confirmed':
      return 'Confirmed';
    case 'uncertain':
      return 'Waiting for a decision';
    case 'marked':
      return textIn(detail, 'status');
    case 'revealed':
    case 'exported':
      return 'Shown';
    case 'configured':
    case 'restored':
    case 'rescued':
      return 'Saved on this computer';
    default:
      return assertNever(event);
  }
}

function changesIn(
  { views }: Pick<Store, 'views'>,
  collection: CollectionName,
  detail: JsonObject,
): AuditLine['changes'] {
  const changes = detail['changes'];
  if (!isObject(changes)) return [];
  return Object.entries(changes).flatMap(([field, change]) => {
    if (!isObject(change)) return [];
    const show = (value: Json | undefined): string => views.label(collection, field, fieldValue(value));
    return [
      {
        label: fieldOf(collection, field)?.label ?? field,
        from: show(change['from']),
        to: show(change['to']),
      },
    ];
  });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function fieldValue(value: Json | undefined): FieldValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (isList(value)) return value.filter((item) => typeof item === 'string');
  return null;
}

function textIn(detail: JsonObject, name: string): string {
  const value = detail[name];
  return typeof value === 'string' ? value : '';
}

function numberIn(detail: JsonObject, name: string): number {
  const value = detail[name];
  return typeof value === 'number' ? value : 0;
}

function collectionIn(detail: JsonObject): CollectionName | null {
  const value = detail['collection'];
  return collectionNames.find((name) => name === value) ?? null;
}
