import { meansChoice } from '../../../domain/choiceWords.ts';
import { isEmpty } from '../../../domain/merge.ts';
import type { FieldDefinition, FieldValue } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { checkValue, parseTyped, splitList } from '../../../domain/validate.ts';
import type { FieldOption } from '../../../domain/view.ts';
import type { MirroredRecord, Store } from '../store/api.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { CellEdit } from './api.ts';

/** Choices read at once; a longer list is searched for each text instead. */
const mostChoices = 500;
const mostNamed = 5;

interface Choices {
  readonly options: readonly FieldOption[];
  readonly byLabel: ReadonlyMap<string, readonly string[]>;
  readonly values: ReadonlySet<string>;
  readonly complete: boolean;
}

/** Turns what was typed, pasted or picked into the value of a field, or says what was expected. */
export type ReadCell = (
  definition: FieldDefinition,
  record: MirroredRecord,
  input: CellEdit['input'],
) => Result<FieldValue>;

/**
 * One reader per gesture: choices are read once per product (levels) or once (lookups), and a text
 * pasted ten thousand times is looked up once.
 */
export function createCellReader(store: Store, collection: CollectionName): ReadCell {
  const lists = new Map<string, Choices>();
  const answers = new Map<string, Result<FieldValue>>();
  /** Whether a value is a choice, for those that were picked. */
  const choosable = new Map<string, boolean>();

  const choicesOf = (definition: FieldDefinition, record: MirroredRecord, search: string): Choices => {
    const key = `${contextOf(definition, record)} ${search}`;
    let choices = lists.get(key);
    if (choices === undefined) {
      choices = toChoices(store.views.options(collection, definition.name, record.id, search, mostChoices));
      lists.set(key, choices);
    }
    return choices;
  };

  const resolve = (definition: FieldDefinition, record: MirroredRecord, text: string): Result<string> => {
    const all = choicesOf(definition, record, '');
    const label = text.trim();
    const choices = all.complete ? all : choicesOf(definition, record, label);
    const found = choices.byLabel.get(label.toLowerCase()) ?? [];
    const [only] = found;
    if (only !== undefined && found.length === 1) return ok(only);
    if (choices.values.has(label)) return ok(label);
    const written =
      found.length === 0 ? choices.options.filter(({ value }) => meansChoice(value, label)) : [];
    if (written[0] !== undefined && written.length === 1) return ok(written[0].value);
    return fail({
      code: found.length > 1 ? 'ambiguous' : 'unknown-choice',
      message:
        found.length > 1
          ? `One of ${found.length} choices called “${label}”: pick the one you mean from the list.`
          : `One of: ${nearest(all, label)}.`,
      remedy: 'fix-fields',
    });
  };

  const known = (definition: FieldDefinition, record: MirroredRecord, value: string): boolean => {
    const choices = choicesOf(definition, record, '');
    if (choices.values.has(value)) return true;
    const { kind } = definition;
    // A list too long to read at once does not prove that the value is none of it.
    if (choices.complete) return false;
    if (kind.type === 'reference') return store.mirror.get(kind.collection, value) !== null;
    return (
      (kind.type === 'lookup' || kind.type === 'lookupList') &&
      store.lookups.find(kind.lookup, value) !== null
    );
  };

  const picked = (definition: FieldDefinition, record: MirroredRecord, value: string): boolean => {
    const key = `${contextOf(definition, record)} ${value}`;
    let answer = choosable.get(key);
    if (answer === undefined) {
      answer = known(definition, record, value);
      choosable.set(key, answer);
    }
    return answer;
  };

  const typed = (definition: FieldDefinition, record: MirroredRecord, text: string): Result<FieldValue> => {
    const { type } = definition.kind;
    if (!definition.editable || text.trim() === '') return parseTyped(definition, text);
    if (type === 'lookup' || type === 'reference' || isOpen(definition))
      return resolve(definition, record, text);
    if (type !== 'lookupList') return parseTyped(definition, text);
    const ids: string[] = [];
    for (const item of splitList(text)) {
      const id = resolve(definition, record, item);
      if (!id.ok) return id;
      ids.push(id.value);
    }
    return checkValue(definition, ids);
  };

  return (definition, record, input) => {
    if ('value' in input) {
      const checked = checkValue(definition, input.value);
      if (!checked.ok || isEmpty(checked.value)) return checked;
      if (!isChoice(definition)) return checked;
      const chosen = typeof checked.value === 'string' ? [checked.value] : listOf(checked.value);
      if (chosen.every((value) => picked(definition, record, value))) return checked;
      return fail({
        code: 'unknown-choice',
        message: `One of: ${nearest(choicesOf(definition, record, ''), '')}.`,
        remedy: 'fix-fields',
      });
    }
    // Only looking up is dear enough to remember.
    if (!isChoice(definition)) return parseTyped(definition, input.typed);
    const open = definition.editable ? 'open' : 'fixed';
    const key = `${contextOf(definition, record)} ${open} ${input.typed}`;
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = typed(definition, record, input.typed);
      answers.set(key, answer);
    }
    return answer;
  };
}

function listOf(value: FieldValue): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}

function isOpen({ kind }: FieldDefinition): boolean {
  return kind.type === 'choice' && kind.open === true;
}

function isChoice(definition: FieldDefinition): boolean {
  return isOpen(definition) || ['lookup', 'lookupList', 'reference'].includes(definition.kind.type);
}

/** Records for which a field has the same choices: levels are those of the product, lookups are for all. */
function contextOf(definition: FieldDefinition, record: MirroredRecord): string {
  if (definition.kind.type !== 'reference') return definition.name;
  const { productId } = record.effective;
  return `${definition.name} ${typeof productId === 'string' ? productId : record.id}`;
}

function toChoices(options: readonly FieldOption[]): Choices {
  const byLabel = new Map<string, string[]>();
  for (const option of options) {
    const label = option.label.trim().toLowerCase();
    const values = byLabel.get(label);
    if (values === undefined) byLabel.set(label, [option.value]);
    else if (!values.includes(option.value)) values.push(option.value);
  }
  return {
    options,
    byLabel,
    values: new Set(options.map((option) => option.value)),
    complete: options.length < mostChoices,
  };
}

/** The choices most like the text: those that contain it, or share its beginning, else the first ones. */
function nearest(choices: Choices, text: string): string {
  const wanted = text.toLowerCase();
  const start = wanted.slice(0, 3);
  const score = (option: FieldOption): number => {
    const label = option.label.toLowerCase();
    if (wanted !== '' && label.includes(wanted)) return 0;
    return start !== '' && label.startsWith(start) ? 1 : 2;
  };
  const { options } = choices;
  if (options.length === 0) return 'none; there is no choice for this record on this computer yet';
  const named = options
    .map((option, index) => ({ option, index, score: score(option) }))
    .sort((a, b) => a.score - b.score || a.index - b.index)
    .slice(0, mostNamed)
    .map(({ option }) => option.label);
  const others = options.length - named.length;
  return `${named.join(', ')}${others > 0 ? ` (and ${others} more)` : ''}`;
}
