import { z } from 'zod';
import { importable } from '../../../domain/import/columnMapping.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import { plainHeading } from '../../../domain/import/headings.ts';
import type { SourceColumn } from '../../../domain/import/headings.ts';
import type { ImportPlan } from '../../../preload/contract/import.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../store/api.ts';
import { readStored } from '../storedJson.ts';

const setting = 'import.memory';
const mostSources = 60;
const mostNames = 500;

const stored = z.array(
  z.object({
    signature: z.string(),
    collection: z.enum(importable),
    /** Targets by heading; null for a column that a person left out. */
    columns: z.record(z.string(), z.string().nullable()),
    names: z.array(z.object({ field: z.string(), context: z.string(), text: z.string(), id: z.string() })),
    usedAt: z.number(),
  }),
);
type Remembered = z.output<typeof stored>[number];

/** What a person said the last time about a source with these headings. */
export interface SourceMemory {
  readonly collection: Importable;
  readonly columns: ReadonlyMap<string, string | null>;
  readonly names: Remembered['names'];
}

/** What a person said of a source of the same headings before. */
export interface ImportMemory {
  recall(signature: string): SourceMemory | null;
  /** Sources without headings are not remembered: nothing tells them apart. */
  remember(signature: string, columns: readonly SourceColumn[], plan: ImportPlan): void;
}

/** The memory of one connection: its ids mean nothing elsewhere. */
export function createImportMemory({
  store,
  clock,
  log,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): ImportMemory {
  const all = (): readonly Remembered[] => {
    const text = store.settings.get(setting);
    if (text === null) return [];
    const known = readStored(text, stored);
    if (known !== null) return known;
    log.write('warn', 'What was remembered of imports cannot be read and is not used');
    return [];
  };
  return {
    recall(signature) {
      const found = signature === '' ? undefined : all().find((source) => source.signature === signature);
      if (found === undefined) return null;
      const { collection, columns, names } = found;
      return { collection, columns: new Map(Object.entries(columns)), names };
    },
    remember(signature, columns, plan) {
      if (signature === '') return;
      const before = all();
      const headings = new Map(columns.map(({ index, heading }) => [index, plainHeading(heading)] as const));
      const targets: Record<string, string | null> = {};
      for (const { column, target } of plan.columns) {
        const heading = headings.get(column);
        if (heading !== undefined) targets[heading] = target;
      }
      const source: Remembered = {
        signature,
        collection: plan.collection,
        columns: targets,
        names: plan.values.slice(-mostNames),
        usedAt: clock.now(),
      };
      const others = before.filter((one) => one.signature !== signature);
      store.transaction('gesture', () =>
        store.settings.set(setting, JSON.stringify([source, ...others].slice(0, mostSources))),
      );
    },
  };
}
