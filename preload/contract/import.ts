import { z } from 'zod';
import { importable } from '../../domain/import/columnMapping.ts';
import type { ColumnGuess, Importable, Target } from '../../domain/import/columnMapping.ts';
import type { SourceColumn } from '../../domain/import/headings.ts';
import { accepts } from '../../domain/import/issues.ts';
import type { IssueGroup } from '../../domain/import/issues.ts';
import { delimiters, encodings, mostColumns } from '../../domain/import/sourceTable.ts';
import type { SourceFacts, SourceRow } from '../../domain/import/sourceTable.ts';
import type { Failure } from '../../domain/result.ts';
import type { FieldOption } from '../../domain/view.ts';
import { answers } from './definition.ts';
import { warned } from './staging.ts';
import type { StageOutcome } from './staging.ts';
import { fieldName, id } from './vocabulary.ts';

/** Tables of other people, from a file or the clipboard: read, mapped, tried out, and only then staged. */

const importId = id;

/** How the source is to be read; what is absent is worked out from it. */
const readOptions = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  sheet: z.string().max(200).optional(),
});

const longestText = 64 * 1_048_576;

/** What the columns mean, what names stand for, and what a person takes responsibility for. */
export const importPlan = z.object({
  collection: z.enum(importable),
  columns: z
    .array(z.object({ column: z.number().int().min(0).max(mostColumns), target: fieldName.nullable() }))
    .max(mostColumns),
  /** Names of the source and the id that each stands for; `context` is the product of a level, or the carrier of a product. */
  values: z
    .array(z.object({ field: fieldName, context: z.string().max(200), text: z.string().max(200), id }))
    .max(5_000),
  /** Whether an empty cell empties the field of a record that exists; else it leaves it alone. */
  emptyClears: z.boolean(),
  accepted: z.array(z.enum(accepts)),
  /** The source is a carrier's list of writing numbers, held against every assignment with that carrier. */
  writingNumbersOf: id.nullable(),
});
export type ImportPlan = z.output<typeof importPlan>;

/** A table that was read, before anything is made of it. */
export interface ImportPreview {
  readonly name: string;
  /** Rows below the headings. */
  readonly rows: number;
  readonly facts: SourceFacts;
  readonly remarks: readonly string[];
  /** Index of the row of headings among the first rows; null when there is none. */
  readonly heading: number | null;
  /** The first rows as they stand. */
  readonly first: readonly SourceRow[];
  readonly collection: Importable;
  readonly columns: readonly SourceColumn[];
  readonly guesses: readonly ColumnGuess[];
  readonly targets: readonly Target[];
  /** Whether a source with these headings was brought in before. */
  readonly remembered: boolean;
}

/** How far the reading of a table has come. */
export type ImportState =
  | { readonly phase: 'reading'; readonly rows: number }
  | { readonly phase: 'failed'; readonly failure: Failure }
  | { readonly phase: 'read'; readonly preview: ImportPreview };

/** A name of the source that is not known here, with what it may stand for. */
export interface ImportName {
  readonly field: string;
  readonly fieldLabel: string;
  readonly context: string;
  /** What the context is called, e.g. the product of a level. */
  readonly contextLabel: string;
  readonly text: string;
  readonly rows: number;
  /** What a person chose for it, now or the last time. */
  readonly chosen: FieldOption | null;
  /** The likeliest first. */
  readonly suggestions: readonly FieldOption[];
}

/** What importing would do to a record. */
export const rowVerdicts = ['create', 'update', 'unchanged', 'blocked'] as const;
export type RowVerdict = (typeof rowVerdicts)[number];

/** What importing the table would do, with nothing staged. */
export interface ImportReport {
  /** Records, not rows: a row of a carrier's list may stand for several. A blocked row counts as one. */
  readonly counts: Readonly<Record<RowVerdict, number>>;
  /** Cells that would change. */
  readonly cells: number;
  readonly issues: readonly IssueGroup[];
  /** Of a list of writing numbers: assignments with the carrier whose producer is not in it. At most 50 named. */
  readonly absent: { readonly count: number; readonly named: readonly string[] } | null;
}

/** One row of that report. */
export interface ImportRow {
  readonly row: number;
  readonly verdict: RowVerdict;
  readonly title: string;
  readonly changes: readonly { readonly label: string; readonly from: string; readonly to: string }[];
  /** Why it is blocked. */
  readonly why: string;
}

/** What importing did: it is saved on this computer, and not sent. */
export interface ImportStaged extends StageOutcome {
  /** Records made and changed. */
  readonly created: number;
  readonly updated: number;
}

/** Calls of an import: read, arranged, tried and staged. */
export const importCalls = {
  /** Starts reading a file or pasted text; `import.state` tells how far it is. Two are kept, the oldest goes first. */
  'import.open': answers<{ readonly importId: string }>()(
    z.object({
      name: z.string().min(1).max(260),
      data: z.union([z.instanceof(Uint8Array), z.string().min(1).max(longestText)]),
    }),
    30_000,
  ),
  /** Reads the same source again in another way. */
  'import.read-again': answers<null>()(z.object({ importId, options: readOptions })),
  'import.state': answers<ImportState>()(z.object({ importId })),
  /** Says where the headings are (null: nowhere) and what the rows become. */
  'import.arrange': answers<ImportPreview>()(
    z.object({
      importId,
      heading: z.number().int().min(0).max(100).nullable(),
      collection: z.enum(importable),
    }),
  ),
  /** Names in the source that are not known here, the most frequent first. At most 300. */
  'import.names': answers<{ readonly names: readonly ImportName[]; readonly more: number }>()(
    z.object({ importId, plan: importPlan }),
    30_000,
  ),
  /** Starts the dry run, which changes nothing, and remembers the plan for sources with these headings. */
  'import.check': answers<{ readonly total: number }>()(z.object({ importId, plan: importPlan })),
  /** Goes on with the dry run for a moment. The report is there when `done` is `total`. */
  'import.check-on': answers<{
    readonly done: number;
    readonly total: number;
    readonly report: ImportReport | null;
  }>()(z.object({ importId }), 30_000),
  'import.rows': answers<{ readonly total: number; readonly rows: readonly ImportRow[] }>()(
    z.object({
      importId,
      verdict: z.enum(rowVerdicts).nullable(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
  ),
  /**
   * Stages what the dry run calls create and update, as one gesture. Blocked rows are left out. It is worked out again
   * from what the records hold by now, while other calls are answered; only the writing itself is done in one go.
   */
  'import.stage': answers<ImportStaged>()(
    z.object({ importId, label: z.string().min(1).max(200), warned: warned.optional() }),
    120_000,
  ),
  /** How many records of it are worked out; null when nothing of this table is being staged. */
  'import.staging': answers<{ readonly done: number; readonly total: number } | null>()(
    z.object({ importId }),
  ),
  /** Ends `import.stage` with `import-stopped`, unless it is being written already. */
  'import.stop-staging': answers<null>()(z.object({ importId })),
  /** The blocked rows with their reasons, in the layout of the source: corrected, it can be brought in again. */
  'import.blocked-rows': answers<{ readonly suggestedName: string; readonly text: string }>()(
    z.object({ importId }),
    60_000,
  ),
  'import.close': answers<null>()(z.object({ importId })),
} as const;
