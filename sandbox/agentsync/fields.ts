import { DIVISIONS } from '../data/names.ts';
import type { Json, JsonObject } from '../json.ts';
import type { CollectionName } from '../journal/entry.ts';
import { LOOKUP_NAMES } from '../data/lookups.ts';
import type { LookupName } from '../data/lookups.ts';
import type { World } from '../world.ts';
import { Refusal } from './reply.ts';

type Target = CollectionName | LookupName;

/** What a writable field may hold. */
export type FieldRule =
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'number'; readonly max: number; readonly min?: number }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'date' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'divisions' }
  | { readonly kind: 'commissionType' }
  | { readonly kind: 'id'; readonly of: Target }
  | { readonly kind: 'ids'; readonly of: Target };

export type FieldRules = Readonly<Record<string, FieldRule>>;

/** userDefined1 … userDefined10: free text (S1). */
export const USER_DEFINED: FieldRules = Object.fromEntries(
  Array.from({ length: 10 }, (_, i): [string, FieldRule] => [
    `userDefined${i + 1}`,
    { kind: 'text', max: 255 },
  ]),
);

const TYPE_NAMES = ['Percent', 'Dollar', 'Number'] as const;
const DIVISION_SET = new Set(DIVISIONS);

/** The result of checking a request: what to store, and everything that is wrong with it. */
export class FieldCheck {
  readonly messages: string[] = [];
  /** References to records that do not exist: 404 when nothing else is wrong (S1). */
  readonly missing: string[] = [];
  readonly #world: World;
  readonly #typeAccepted: 'title' | 'upper' | 'any';

  constructor(world: World, typeAccepted: 'title' | 'upper' | 'any') {
    this.#world = world;
    this.#typeAccepted = typeAccepted;
  }

  /** As `pick` for a change: what a new record must have may be left out, but not emptied. */
  pickChanged(body: JsonObject, rules: FieldRules, required: readonly string[]): JsonObject {
    return this.pick(
      body,
      rules,
      required.filter((name) => body[name] !== undefined),
    );
  }

  /** Picks the known fields of an object, noting what is wrong under the given name prefix. Unknown fields are ignored. */
  pick(body: JsonObject, rules: FieldRules, required: readonly string[] = [], prefix = ''): JsonObject {
    const result: JsonObject = {};
    for (const name of required) {
      const value = body[name];
      if (value === undefined || value === null || value === '')
        this.messages.push(`${prefix}${name} is required.`);
    }
    for (const [name, rule] of Object.entries(rules)) {
      const value = body[name];
      if (value === undefined) continue;
      const stored = value === null ? null : this.#check(`${prefix}${name}`, rule, value);
      if (stored !== undefined) result[name] = stored;
    }
    return result;
  }

  /** Refuses when anything was wrong: 400 with every message, else 404 for the first missing reference. */
  finish(): void {
    if (this.messages.length > 0) throw new Refusal(400, this.messages);
    const [missing] = this.missing;
    if (missing !== undefined) throw new Refusal(404, missing);
  }

  #check(name: string, rule: FieldRule, value: Json): Json | undefined {
    const problem = this.#problem(name, rule, value);
    if (problem !== undefined) {
      this.messages.push(problem);
      return undefined;
    }
    return rule.kind === 'commissionType' ? this.#commissionType(value) : value;
  }

  #problem(name: string, rule: FieldRule, value: Json): string | undefined {
    switch (rule.kind) {
      case 'text':
        if (typeof value !== 'string') return `${name} must be a string.`;
        return value.length > rule.max ? `${name} must have a max of ${rule.max} characters.` : undefined;
      case 'number':
        if (typeof value !== 'number') return `${name} must be a number.`;
        if (rule.min !== undefined && value < rule.min)
          return `${name} must be greater than or equal to ${rule.min}.`;
        return value > rule.max ? `${name} must be less than or equal to ${rule.max}.` : undefined;
      case 'oneOf':
        return typeof value === 'string' && rule.values.includes(value)
          ? undefined
          : `${name} must be one of ${rule.values.join(', ')}.`;
      case 'flag':
        return typeof value === 'boolean' ? undefined : `${name} must be a boolean.`;
      case 'date':
        return isDay(value) ? undefined : `${name} must be a date in the format yyyy-MM-dd.`;
      case 'commissionType':
        return this.#commissionType(value) === undefined
          ? `${name} must be ${this.#typeNames()}.`
          : undefined;
      case 'id':
        if (typeof value !== 'string') return `${name} must be a string.`;
        this.#refer(name, rule.of, value);
        return undefined;
      default:
        return this.#problemOfList(name, rule, value);
    }
  }

  #problemOfList(
    name: string,
    rule: Extract<FieldRule, { kind: 'texts' | 'divisions' | 'ids' }>,
    value: Json,
  ): string | undefined {
    if (!isTexts(value)) return `${name} must be an array of strings.`;
    if (rule.kind === 'divisions') {
      const unknown = value.find((code) => !DIVISION_SET.has(code));
      if (unknown !== undefined) return `${name} contains an unknown division '${unknown}'.`;
    } else if (rule.kind === 'ids') {
      for (const id of value) this.#refer(name, rule.of, id);
    }
    return undefined;
  }

  /** The canonical spelling of an accepted type. */
  #commissionType(value: Json): string | undefined {
    return TYPE_NAMES.find((item) => {
      const upper = item.toUpperCase();
      if (this.#typeAccepted === 'any') return typeof value === 'string' && value.toUpperCase() === upper;
      return value === (this.#typeAccepted === 'upper' ? upper : item);
    });
  }

  #typeNames(): string {
    const names = TYPE_NAMES.map((item) => `"${this.#typeAccepted === 'upper' ? item.toUpperCase() : item}"`);
    return `${names[0]}, ${names[1]}, or ${names[2]}`;
  }

  #refer(name: string, target: Target, id: string): void {
    const found = isLookup(target)
      ? this.#world.lookups[target].some((item) => item.id === id)
      : this.#world.table(target).get(id) !== undefined;
    if (!found) this.missing.push(`${name} '${id}' was not found.`);
  }
}

function isLookup(target: Target): target is LookupName {
  return LOOKUP_NAMES.some((name) => name === target);
}

function isTexts(value: Json): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isDay(value: Json): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
