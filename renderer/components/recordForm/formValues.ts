import type { FieldKind, FieldValue } from '../../../domain/fields.ts';
import { parseTyped } from '../../../domain/validate.ts';
import { asSentence } from '../../state/format.ts';
import type { CellInput } from '../../../preload/contract/engine.ts';
import type { FormField } from './formFields.ts';

/** What stands in the form: text as typed, or the ids of what was chosen. */
export type FormValue = string | readonly string[];
/** What a form holds, by field. */
export type FormValues = Readonly<Record<string, FormValue>>;

/** Kinds whose value is picked; all others are read from text by the engine, which knows how people write. */
function isPicked(kind: FieldKind): boolean {
  return ['lookup', 'lookupList', 'reference', 'choice', 'boolean'].includes(kind.type);
}

function isEmpty(value: FormValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0);
}

/** What to ask the engine: fields left empty are left out, because a new record holds nothing there anyway. */
export function inputsOf(fields: readonly FormField[], values: FormValues): Record<string, CellInput> {
  const inputs: Record<string, CellInput> = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (value === undefined || isEmpty(value)) continue;
    if (typeof value !== 'string') inputs[name] = { value: [...value] };
    else if (kind.type === 'boolean') inputs[name] = { value: value === 'true' };
    else inputs[name] = isPicked(kind) ? { value } : { typed: value };
  }
  return inputs;
}

/** A value as the form holds it. Lists that are typed are one text. */
export function toForm(kind: FieldKind, value: FieldValue): FormValue {
  if (value === null) return isManyPicked(kind) ? [] : '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value;
  return isManyPicked(kind) ? value : value.join(', ');
}

function isManyPicked(kind: FieldKind): boolean {
  return kind.type === 'states' || kind.type === 'lookupList';
}

/** The changes of a form, as cells to stage: only what differs from what it was opened with. */
export function changesOf(
  fields: readonly FormField[],
  before: FormValues,
  now: FormValues,
): Record<string, CellInput> {
  const changed = fields.filter(({ name }) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  const inputs = inputsOf(changed, now);
  for (const { name } of changed) inputs[name] ??= { value: null };
  return inputs;
}

/** What is wrong with text while it is typed, by field. Whether it is empty or taken is asked elsewhere. */
export function wrongNow(fields: readonly FormField[], values: FormValues): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.name];
    if (typeof value !== 'string' || isEmpty(value) || isPicked(field.kind)) continue;
    const read = parseTyped({ ...field, editable: true }, value);
    if (!read.ok) wrong[field.name] = asSentence(read.error.message);
  }
  return wrong;
}

/** Required fields that are empty, with what to say beside them. */
export function missing(fields: readonly FormField[], values: FormValues): Readonly<Record<string, string>> {
  const empty = fields.filter(({ name, required }) => required && isEmpty(values[name]));
  return Object.fromEntries(empty.map(({ name, label }) => [name, `${label} is needed.`]));
}
