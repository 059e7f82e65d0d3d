import type { TokenService } from '../agentsync/token.ts';
import type { RateLimiter } from '../agentsync/limits.ts';
import type { SandboxClock } from '../clock.ts';
import type { FaultEngine, ActiveRule } from '../faults/engine.ts';
import type { RuleInput } from '../faults/rule.ts';
import type { Spoiler } from '../faults/spoil.ts';
import type { CollectionName, JournalEntry } from '../journal/entry.ts';
import { isJsonObject } from '../json.ts';
import type { JsonObject, Row } from '../json.ts';
import type { Lookups } from '../data/lookups.ts';
import { patchProfile } from '../profile.ts';
import type { Profile, ProfilePatch } from '../profile.ts';
import type { ServerState } from '../server.ts';
import type { TurrisTokens } from '../turris/token.ts';
import { operationNames } from '../vendors.ts';
import type { World } from '../world.ts';

/** Holds the profile, so that it can be changed while requests are served. */
export interface ProfileHolder {
  current: Profile;
  readonly initial: Profile;
}

export interface ControlParts {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly faults: FaultEngine;
  readonly spoiler: Spoiler;
  readonly limiter: RateLimiter;
  readonly tokens: TokenService;
  readonly turrisTokens: TurrisTokens;
  readonly profile: ProfileHolder;
  readonly state: ServerState;
}

/** A misspelt operation would make a test pass for the wrong reason. */
function requireOperations(names: readonly string[]): void {
  const known = operationNames();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`no operation '${unknown}'; there are ${known.join(', ')}`);
}

/** What a test can do to the vendor, in process or over HTTP. */
export class SandboxControl {
  readonly #parts: ControlParts;
  #remoteWrites = 0;
  #snapshots = 0;

  constructor(parts: ControlParts) {
    this.#parts = parts;
  }

  /** Adds a fault rule and returns its id. Throws on a rule that could never strike. */
  addFault(rule: RuleInput): string {
    requireOperations([rule.match?.operation ?? 'token']);
    return this.#parts.faults.add(rule);
  }

  /** Rules in force with their hit counts. */
  faults(): ActiveRule[] {
    return this.#parts.faults.list();
  }

  /** Removes one rule, or all of them. */
  clearFaults(id?: string): void {
    this.#parts.faults.clear(id);
  }

  /** Pulls the plug, also under answers that are on their way, or puts it back. */
  setOffline(offline: boolean): void {
    const { state } = this.#parts;
    state.offline = offline;
    if (!offline) return;
    for (const connection of state.inFlight) connection.destroy();
    state.inFlight.clear();
  }

  isOffline(): boolean {
    return this.#parts.state.offline;
  }

  /** Whether any request is being worked on that no fault keeps waiting. */
  isBusy(): boolean {
    const { underWay, keptWaiting } = this.#parts.state;
    return [...underWay].some((id) => !keptWaiting.has(id));
  }

  /** Whether a fault keeps the request with this `x-request-id` waiting, for a while or for ever. */
  keepsWaiting(requestId: string): boolean {
    return this.#parts.state.keptWaiting.has(requestId);
  }

  /** How many requests a fault keeps waiting just now. */
  keptWaiting(): number {
    return this.#parts.state.keptWaiting.size;
  }

  /** Sandbox time in milliseconds since 1970. */
  now(): number {
    return this.#parts.clock.now();
  }

  setClock(milliseconds: number): void {
    this.#parts.clock.set(milliseconds);
  }

  advanceClock(milliseconds: number): void {
    this.#parts.clock.advance(milliseconds);
  }

  /** Every token AgentSync issued so far answers 401 from now on. */
  revokeTokens(): void {
    this.#parts.tokens.revokeAll();
  }

  /** The same of Turris. */
  revokeTurrisTokens(): void {
    this.#parts.turrisTokens.revokeAll();
  }

  profile(): Profile {
    return this.#parts.profile.current;
  }

  setProfile(patch: ProfilePatch): Profile {
    const { profile } = this.#parts;
    requireOperations(patch.disabled ?? []);
    profile.current = patchProfile(profile.current, patch);
    return profile.current;
  }

  /** Somebody else edits a record, without validation. Answers the record, or undefined when there is none. */
  remoteEdit(collection: CollectionName, id: string, changes: JsonObject): Row | undefined {
    const table = this.#parts.world.table(collection);
    if (table.get(id) === undefined) return undefined;
    this.#remote('remoteEdit', collection, 'update', id, changes);
    return table.get(id);
  }

  /** Somebody else adds a record; answers it. */
  remoteCreate(collection: CollectionName, fields: JsonObject): Row {
    const { world } = this.#parts;
    const id = world.newId(collection);
    this.#remote('remoteCreate', collection, 'create', id, fields);
    return world.table(collection).get(id) ?? { id };
  }

  /** Somebody else deletes a record; false when there was none. */
  remoteDelete(collection: CollectionName, id: string): boolean {
    if (this.#parts.world.table(collection).get(id) === undefined) return false;
    this.#remote('remoteDelete', collection, 'delete', id, {});
    return true;
  }

  count(collection: CollectionName): number {
    return this.#parts.world.table(collection).count();
  }

  /** One effective record, with every field the vendor knows. */
  record(collection: CollectionName, id: string): Row | undefined {
    return this.#parts.world.table(collection).get(id);
  }

  /** Effective records in list order. */
  records(collection: CollectionName, offset = 0, limit = 1000): Row[] {
    return this.#parts.world.table(collection).slice(offset, limit);
  }

  lookups(): Lookups {
    return this.#parts.world.lookups;
  }

  /** Hash over all effective records; fields such as modifiedDate can be left out. */
  hash(collections?: readonly CollectionName[], ignore?: readonly string[]): string {
    return this.#parts.world.hash(collections, ignore);
  }

  /** Effects with a sequence number greater than `since`. */
  journal(since = 0): JournalEntry[] {
    // Sequence numbers have no gaps, so they are positions.
    return this.#parts.world.journal.slice(since);
  }

  /** Every invitation that went out, in order: one mail each, also when it was sent twice. */
  mails(): { readonly at: number; readonly npn: string; readonly email: string; readonly lines: number }[] {
    return this.#parts.world.journal
      .filter(({ collection }) => collection === 'invitations')
      .map(({ at, changes }) => {
        const producer = changes['producer']?.to;
        const lines = changes['contractAssignments']?.to;
        const text = (name: string): string => {
          const value = isJsonObject(producer) ? producer[name] : undefined;
          return typeof value === 'string' ? value : '';
        };
        return { at, npn: text('npn'), email: text('email'), lines: Array.isArray(lines) ? lines.length : 0 };
      });
  }

  /** Requests per operation, answered or not. */
  counters(): Record<string, number> {
    return Object.fromEntries(this.#parts.state.counters);
  }

  clearCounters(): void {
    this.#parts.state.counters.clear();
  }

  /** Remembers the present state; answers its name for restore(). */
  snapshot(name?: string): string {
    this.#snapshots += 1;
    const chosen = name ?? `snapshot-${this.#parts.world.journal.length}-${this.#snapshots}`;
    this.#parts.world.snapshot(chosen);
    return chosen;
  }

  /** The vendor restores a backup: records go back, the journal of what happened stays. */
  restore(name: string): boolean {
    return this.#parts.world.restore(name);
  }

  /** Back to the generated data and the options of the start: no effects, faults, counters or clock offset. */
  reset(): void {
    const { world, faults, spoiler, limiter, clock, state, profile } = this.#parts;
    world.reset();
    faults.clear();
    spoiler.clear();
    limiter.clear();
    clock.reset();
    state.counters.clear();
    state.offline = false;
    profile.current = profile.initial;
  }

  #remote(
    operation: string,
    collection: CollectionName,
    action: 'create' | 'update' | 'delete',
    id: string,
    fields: JsonObject,
  ): void {
    this.#remoteWrites += 1;
    const meta = { origin: 'remote', operation, requestId: `remote-${this.#remoteWrites}` };
    this.#parts.world.commit(meta, [{ collection, action, id, fields }]);
  }
}
