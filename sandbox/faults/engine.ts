import { Random } from '../data/random.ts';
import { ruleSchema } from './rule.ts';
import type { Action, Rule, RuleInput } from './rule.ts';

/** A rule in force, with how often it met and hit requests. */
export interface ActiveRule {
  readonly id: string;
  readonly rule: Rule;
  readonly seen: number;
  readonly fired: number;
}

interface Entry {
  readonly id: string;
  readonly rule: Rule;
  readonly path: RegExp | undefined;
  seen: number;
  fired: number;
}

/** Keeps the fault rules and decides which of them strike a request. */
export class FaultEngine {
  readonly #seed: number;
  #random: Random;
  #entries: Entry[] = [];
  #next = 1;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed, 70);
  }

  /** Adds a rule and returns its id. */
  add(input: RuleInput): string {
    const rule = ruleSchema.parse(input);
    const id = `fault-${this.#next}`;
    this.#next += 1;
    const path = rule.match.path === undefined ? undefined : new RegExp(rule.match.path);
    this.#entries.push({ id, rule, path, seen: 0, fired: 0 });
    return id;
  }

  list(): ActiveRule[] {
    return this.#entries.map(({ id, rule, seen, fired }) => ({ id, rule, seen, fired }));
  }

  /** Removes one rule, or all. */
  clear(id?: string): void {
    this.#entries = id === undefined ? [] : this.#entries.filter((entry) => entry.id !== id);
    if (id === undefined) this.#random = new Random(this.#seed, 70);
  }

  /** The actions that strike this request, in the order the rules were added. */
  take(method: string, path: string, operation: string): Action[] {
    const actions: Action[] = [];
    for (const entry of this.#entries) {
      const { match } = entry.rule;
      if (match.method !== undefined && match.method.toUpperCase() !== method) continue;
      if (match.operation !== undefined && match.operation !== operation) continue;
      if (entry.path !== undefined && !entry.path.test(path)) continue;
      entry.seen += 1;
      if (!this.#strikes(entry)) continue;
      entry.fired += 1;
      actions.push(entry.rule.action);
    }
    return actions;
  }

  /** A seeded number from 0 to 1, for jitter. */
  chance(): number {
    return this.#random.next() / 4294967296;
  }

  #strikes(entry: Entry): boolean {
    const { nth, every, times, probability } = entry.rule;
    const limit = times ?? (nth === undefined ? Infinity : 1);
    if (entry.fired >= limit) return false;
    if (nth !== undefined && entry.seen < nth) return false;
    if (every !== undefined && entry.seen % every !== 0) return false;
    return probability === undefined || this.chance() < probability;
  }
}
