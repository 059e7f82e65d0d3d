import { createHash } from 'node:crypto';
import { isoSeconds } from './clock.ts';
import type { SandboxClock } from './clock.ts';
import { makeCatalogue } from './data/catalogue.ts';
import { AssignmentGenerator } from './data/generator.ts';
import { IdSpace, ID_KINDS, objectId } from './data/ids.ts';
import { makeLookups } from './data/lookups.ts';
import type { Lookups } from './data/lookups.ts';
import { makePeople } from './data/people.ts';
import type { DataSize } from './data/sizes.ts';
import { makeTurris } from './data/turris.ts';
import { COLLECTIONS, TURRIS_COLLECTIONS } from './journal/entry.ts';
import type { CollectionName, FieldChange, JournalEntry, JournalLine } from './journal/entry.ts';
import { JournalFile } from './journal/file.ts';
import { canonicalJson, sameJson } from './json.ts';
import type { JsonObject, Row } from './json.ts';
import { GeneratedTable } from './tables/generated-table.ts';
import { RowTable } from './tables/table.ts';
import type { Table } from './tables/table.ts';

/** What a handler wants to happen to one record. */
export interface Draft {
  readonly collection: CollectionName | 'invitations';
  readonly action: 'create' | 'update' | 'delete';
  readonly id: string;
  /** Fields to set; null clears nothing by itself, it is stored as null. */
  readonly fields: JsonObject;
}

/** Who wrote, by which call. */
export interface WriteMeta {
  readonly origin: string;
  readonly operation: string;
  readonly requestId: string;
}

const STAMPS = new Set(['id', 'createdDate', 'modifiedDate']);

/** The vendor's side of the truth: generated records, plus every effect so far, in order. */
export class World {
  readonly seed: number;
  readonly lookups: Lookups;
  readonly carriers: RowTable;
  readonly products: RowTable;
  readonly commissionLevels: RowTable;
  readonly contractAssignments: GeneratedTable;
  readonly producers: GeneratedTable;
  readonly addresses: GeneratedTable;
  readonly phones: GeneratedTable;
  readonly bankAccounts: GeneratedTable;
  readonly insurancePolicies: GeneratedTable;
  readonly downstreamEntities: GeneratedTable;
  readonly agents: GeneratedTable;
  readonly licences: GeneratedTable;
  readonly fileDocuments: GeneratedTable;
  /** Every effect ever, also those undone later by restoring a snapshot. */
  readonly journal: JournalEntry[] = [];
  readonly #clock: SandboxClock;
  readonly #file: JournalFile | undefined;
  readonly #createdIds: IdSpace;
  /** Effects that make up the present state. */
  #live: JournalEntry[] = [];
  #snapshots = new Map<string, readonly JournalEntry[]>();
  #idCounter = 0;

  constructor(seed: number, size: DataSize, clock: SandboxClock, stateFolder?: string) {
    this.seed = seed;
    this.#clock = clock;
    this.lookups = makeLookups(seed);
    const catalogue = makeCatalogue(seed, size.carriers, this.lookups);
    this.carriers = new RowTable(catalogue.carriers);
    this.products = new RowTable(catalogue.products, 'carrierId');
    this.commissionLevels = new RowTable(catalogue.levels, 'productId');
    const assignments = new AssignmentGenerator(seed, size, catalogue, this.lookups);
    this.contractAssignments = new GeneratedTable(assignments, 'npn');
    const people = makePeople(seed, assignments);
    this.producers = new GeneratedTable(people.producers, 'npn');
    this.addresses = new GeneratedTable(people.addresses, 'producerId');
    this.phones = new GeneratedTable(people.phones, 'producerId');
    this.bankAccounts = new GeneratedTable(people.bankAccounts, 'producerId');
    this.insurancePolicies = new GeneratedTable(people.insurancePolicies, 'producerId');
    const turris = makeTurris(seed, assignments, people.producers);
    this.downstreamEntities = new GeneratedTable(turris.downstreamEntities, 'npn');
    this.agents = new GeneratedTable(turris.agents, 'npn');
    this.licences = new GeneratedTable(turris.licences, 'holderId');
    this.fileDocuments = new GeneratedTable(turris.fileDocuments, 'category');
    this.#createdIds = new IdSpace(seed, ID_KINDS.created);
    this.#file =
      stateFolder === undefined
        ? undefined
        : new JournalFile(
            stateFolder,
            `seed ${seed}, ${size.assignments} assignments, ${size.carriers} carriers`,
          );
    for (const line of this.#file?.lines ?? []) this.#apply(line);
  }

  table(name: CollectionName): Table {
    return this[name];
  }

  /** A fresh id; never given twice, also across restarts and restored snapshots. */
  newId(collection?: CollectionName): string {
    this.#idCounter = Math.max(this.#idCounter + 1, this.journal.length + 1);
    const id = this.#createdIds.at(this.#idCounter);
    return TURRIS_COLLECTIONS.some((name) => name === collection) ? objectId(id) : id;
  }

  /** Applies the effects of one write, all or none: durable first, then visible, then answered. */
  commit(meta: WriteMeta, drafts: readonly Draft[]): JournalEntry[] {
    const at = this.#clock.now();
    const first = this.journal.length + 1;
    const batch = drafts.map((draft, i): JournalEntry => {
      const { collection, action, id, fields } = draft;
      return {
        seq: first + i,
        at,
        ...meta,
        collection,
        action,
        id,
        named: Object.keys(fields),
        changes: this.#changesOf(draft),
      };
    });
    if (batch.length === 0) return batch;
    this.#record({ batch });
    return batch;
  }

  /** The effects on one record that made it what it is, the oldest first. */
  historyOf(collection: CollectionName, id: string): readonly JournalEntry[] {
    return this.#live.filter((entry) => entry.id === id && entry.collection === collection);
  }

  /** Every effect on a collection that still holds, the oldest first. */
  changesOf(collection: CollectionName): readonly JournalEntry[] {
    return this.#live.filter((entry) => entry.collection === collection);
  }

  /** Remembers the present state under a name. */
  snapshot(name: string): void {
    this.#record({ snapshot: name });
  }

  /** Goes back to a remembered state, as a vendor does who restores last night's backup. */
  restore(name: string): boolean {
    if (!this.#snapshots.has(name)) return false;
    this.#record({ restore: name });
    return true;
  }

  /** Forgets every effect and the journal itself. */
  reset(): void {
    this.#file?.clear();
    this.journal.length = 0;
    this.#snapshots.clear();
    this.#idCounter = 0;
    this.#rebuild([]);
  }

  close(): void {
    this.#file?.close();
  }

  /** SHA-256 over every effective record of the collections, in list order, without the ignored fields. */
  hash(collections: readonly CollectionName[] = COLLECTIONS, ignore: readonly string[] = []): string {
    const hash = createHash('sha256');
    for (const name of collections) {
      hash.update(`${name}\n`);
      const table = this.table(name);
      const total = table.count();
      for (let offset = 0; offset < total; offset += 1000) {
        const lines = table.slice(offset, 1000).map((row) => {
          if (ignore.length === 0) return canonicalJson(row);
          const kept = Object.entries(row).filter(([field]) => !ignore.includes(field));
          return canonicalJson(Object.fromEntries(kept));
        });
        hash.update(`${lines.join('\n')}\n`);
      }
    }
    return hash.digest('hex');
  }

  #changesOf(draft: Draft): Record<string, FieldChange> {
    const before =
      draft.collection === 'invitations' ? undefined : this.table(draft.collection).get(draft.id);
    const changes: Record<string, FieldChange> = {};
    if (draft.action === 'delete') {
      for (const [field, from] of Object.entries(before ?? {}))
        if (!STAMPS.has(field)) changes[field] = { from };
      return changes;
    }
    for (const [field, to] of Object.entries(draft.fields)) {
      if (STAMPS.has(field)) continue;
      const from = before?.[field];
      if (sameJson(from, to)) continue;
      changes[field] = from === undefined ? { to } : { from, to };
    }
    return changes;
  }

  #record(line: JournalLine): void {
    this.#file?.append(line);
    this.#apply(line);
  }

  #apply(line: JournalLine): void {
    if ('data' in line) return;
    if ('batch' in line) {
      this.journal.push(...line.batch);
      this.#live.push(...line.batch);
      for (const entry of line.batch) this.#effect(entry);
    } else if ('snapshot' in line) {
      this.#snapshots.set(line.snapshot, [...this.#live]);
    } else {
      this.#rebuild(this.#snapshots.get(line.restore) ?? []);
    }
  }

  #rebuild(live: readonly JournalEntry[]): void {
    for (const name of COLLECTIONS) this.table(name).clear();
    this.#live = [...live];
    for (const entry of this.#live) this.#effect(entry);
  }

  #effect(entry: JournalEntry): void {
    if (entry.collection === 'invitations') return;
    const table = this.table(entry.collection);
    if (entry.action === 'delete') {
      table.remove(entry.id);
      return;
    }
    const before = table.get(entry.id);
    const stamp = isoSeconds(entry.at);
    const row: Row = before === undefined ? { id: entry.id, createdDate: stamp } : { ...before };
    for (const [field, change] of Object.entries(entry.changes)) {
      if (change.to === undefined) delete row[field];
      else row[field] = change.to;
    }
    // A write that changes nothing leaves the record's date alone, as an ORM does.
    if (before === undefined || Object.keys(entry.changes).length > 0) row['modifiedDate'] = stamp;
    table.put(row);
  }
}
