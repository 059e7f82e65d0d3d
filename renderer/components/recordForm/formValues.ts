import type { FieldKind } from '../../../domain/fields.ts';
import type { CellInput } from '../../../preload/contract/engine.ts';
import type { CreateField } from './createFields.ts';

/** What stands in the form: text as typed, or the ids of what was chosen. */
export type FormValue = string | readonly string[];
export type FormValues = Readonly<Record<string, FormValue>>;

/** Kinds whose value is picked; all others are read from text by the engine, which knows how people write. */
function isPicked(kind: FieldKind): boolean {
  return ['lookup', 'lookupList', 'reference', 'choice', 'boolean'].includes(kind.type);
}

function isEmpty(value: FormValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0);
}

/** What to ask the engine: fields left empty are left out, because a new record holds nothing there anyway. */
export function inputsOf(fields: readonly CreateField[], values: FormValues): Record<string, CellInput> {
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

/** Required fields that are empty, with what to say beside them. */
export function missing(
  fields: readonly CreateField[],
  values: FormValues,
): Readonly<Record<string, string>> {
  const empty = fields.filter(({ name, required }) => required && isEmpty(values[name]));
  return Object.fromEntries(empty.map(({ name, label }) => [name, `${label} is needed.`]));
}
