import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { ReadServerCopy, Store } from '../../../main/engine/store/api.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import type { StoreOptions } from '../../../main/engine/store/store.ts';

export interface TestStore {
  readonly store: Store;
  readonly folder: string;
  readonly file: string;
  readonly key: Uint8Array;
  /** A fixed instant, in epoch milliseconds, to hand to calls that take `now`. */
  readonly now: number;
  /** Closes the store and opens the same file again, as a restart would. */
  reopen(): Store;
  /** Closes the store and deletes its folder. */
  dispose(): void;
}

export const testNow = Date.UTC(2026, 2, 14, 9, 26, 53);

/** A mapping that takes fields from the server's JSON under their own names. */
export const readPlainServerCopy: ReadServerCopy = (collection, server) => plainValues(collection, server);

function plainValues(collection: CollectionName, server: JsonObject): FieldValues {
  const values: Record<string, FieldValue> = {};
  for (const { name } of collections[collection].fields) {
    const value = server[name];
    if (value === null || typeof value === 'string' || typeof value === 'boolean') values[name] = value;
    else if (Array.isArray(value)) values[name] = value.filter((item) => typeof item === 'string');
  }
  return values;
}

/**
 * A fresh encrypted store in a folder of its own, with a random key. `readServerCopy` defaults to
 * `readPlainServerCopy`; pass the connector's to work with the vendor's JSON.
 */
export function openTestStore(options: Partial<StoreOptions> = {}): TestStore {
  const folder = mkdtempSync(join(tmpdir(), 'upline-store-'));
  const file = options.file ?? join(folder, 'upline.db');
  const key = options.key ?? randomBytes(32);
  const open = (): Store => {
    const opened = openStore({ readServerCopy: readPlainServerCopy, ...options, file, key });
    if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
    return opened.value;
  };
  let store = open();
  return {
    get store() {
      return store;
    },
    folder,
    file,
    key,
    now: testNow,
    reopen() {
      store.close();
      store = open();
      return store;
    },
    dispose() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
