import { fieldOf } from '../../../domain/collections.ts';
import { groupIssues, reasonOf } from '../../../domain/import/issues.ts';
import type { Repair, RowIssue } from '../../../domain/import/issues.ts';
import type { SourceRow } from '../../../domain/import/sourceTable.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import type { RefusedEdit } from '../../../preload/contract.ts';
import type { ImportPlan, ImportReport, ImportRow, RowVerdict } from '../../../preload/contract/import.ts';
import type { CellEdit, Outbox } from '../outbox/api.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Store } from '../store/api.ts';
import { createNames } from './names.ts';
import { createPlanner, titleOf } from './planner.ts';
import type { PlannedRow } from './planner.ts';
import type { ArrangedSource } from './source.ts';

/** What a row would do to one record, as it was judged. */
export interface Judged {
  readonly source: SourceRow;
  readonly verdict: RowVerdict;
  readonly recordId: string | null;
  /** Only the cells that change. */
  readonly edits: readonly CellEdit[];
  /** Of a record to be made. */
  readonly values: FieldValues | null;
  readonly title: string;
  readonly issues: readonly RowIssue[];
}

/** Tries a table out against the local store, a slice at a time, so that the engine goes on answering. */
export interface DryRun {
  readonly total: number;
  readonly plan: ImportPlan;
  /** Judges the next rows; answers how many are done. */
  advance(): number;
  /** Null until all rows are judged. */
  report(): ImportReport | null;
  judged(): readonly Judged[];
  /** Rows of a verdict as a person sees them. */
  shown(
    verdict: RowVerdict | null,
    offset: number,
    limit: number,
  ): {
    readonly total: number;
    readonly rows: readonly ImportRow[];
  };
}

/** Rows of one slice: about ten milliseconds. */
const sliceRows = 250;
const mostAbsent = 50;

/** Works out what importing a table would do, in slices, and stages nothing. */
export function createDryRun(
  store: Store,
  outbox: Pick<Outbox, 'judging'>,
  source: ArrangedSource,
  plan: ImportPlan,
): DryRun {
  const planner = createPlanner(store, source, plan, createNames(store, plan.collection, plan.values));
  const judge = outbox.judging(plan.collection);
  const judged: Judged[] = [];
  const firstRows = new Map<string, number>();
  const npns = new Set<string>();
  const { rows } = source;
  let done = 0;
  let report: ImportReport | null = null;

  const twice = ({ read, keys }: PlannedRow): RowIssue | null => {
    for (const key of keys) {
      const first = firstRows.get(key);
      if (first !== undefined)
        return read.issue('twice-in-file', '', `the record of row ${first}`, 'Each record in one row only.');
    }
    for (const key of keys) firstRows.set(key, read.row);
    return null;
  };

  const slice = (): void => {
    // Whether a row is possible is known sooner than whether its values are: as judged, and then as in the table.
    const own: Judged[] = [];
    const blocked = (row: SourceRow, title: string, issues: readonly RowIssue[]): void => {
      own.push({
        source: row,
        verdict: 'blocked',
        recordId: null,
        edits: [],
        values: null,
        title,
        issues,
      });
    };
    const waiting: { readonly row: SourceRow; readonly planned: PlannedRow }[] = [];
    const next = rows.slice(done, done + sliceRows);
    planner.prepare(next);
    for (const row of next) {
      const planned = planner.plan(row);
      npns.add((planned.read.texts.get('npn') ?? '').trim());
      const again = planned.issues.length > 0 ? null : twice(planned);
      const issues = again === null ? planned.issues : [again];
      if (issues.length > 0) blocked(row, titleOf(planned.read), issues);
      else waiting.push({ row, planned });
    }
    const wanted = waiting.flatMap(({ planned }) => planned.wanted);
    const verdicts = judge(wanted);
    let at = 0;
    for (const { row, planned } of waiting) {
      const wantedHere = planned.wanted.map((table, index) => ({ table, verdict: verdicts[at + index] }));
      at += planned.wanted.length;
      const refused = wantedHere.flatMap(({ verdict }) =>
        verdict?.kind === 'refused' ? verdict.refused : [],
      );
      if (refused.length > 0) {
        blocked(
          row,
          titleOf(planned.read),
          refused.map((one) => issueOf(planned, plan, one)),
        );
        continue;
      }
      for (const { table, verdict } of wantedHere) {
        if (verdict === undefined || verdict.kind === 'refused') continue;
        const { recordId, inputs, title } = table;
        const changed = verdict.kind === 'update' ? Object.keys(verdict.changes) : [];
        const edits = changed.flatMap((field) => {
          const input = inputs[field];
          return input === undefined || recordId === null ? [] : [{ recordId, field, input }];
        });
        const values = verdict.kind === 'create' ? verdict.values : null;
        own.push({ source: row, verdict: verdict.kind, recordId, edits, values, title, issues: [] });
      }
    }
    judged.push(...own.sort((one, other) => one.source.row - other.source.row));
    done = Math.min(rows.length, done + sliceRows);
  };

  const sum = (): ImportReport => {
    const counts = { create: 0, update: 0, unchanged: 0, blocked: 0 };
    let cells = 0;
    for (const one of judged) {
      counts[one.verdict] += 1;
      cells += one.edits.length + Object.keys(one.values ?? {}).length;
    }
    const absent = planner.carrier?.all.filter(
      ({ npn, writingNumber }) => writingNumber !== '' && !npns.has(npn),
    );
    return {
      counts,
      cells,
      issues: groupIssues(judged.flatMap(({ issues }) => issues)),
      absent:
        absent === undefined
          ? null
          : {
              count: absent.length,
              named: absent
                .slice(0, mostAbsent)
                .map(({ npn, writingNumber }) => `NPN ${npn}, writing number ${writingNumber}`),
            },
    };
  };

  return {
    total: rows.length,
    plan,
    advance() {
      if (done < rows.length) slice();
      if (done === rows.length) report ??= sum();
      return done;
    },
    report: () => report,
    judged: () => judged,
    shown(verdict, offset, limit) {
      const of = verdict === null ? judged : judged.filter((one) => one.verdict === verdict);
      return {
        total: of.length,
        rows: of.slice(offset, offset + limit).map((one) => shownRow(store, plan, one)),
      };
    },
  };
}

/** A refusal of the path that every edit takes, as an issue of the row. */
function issueOf({ read }: PlannedRow, { collection }: ImportPlan, refused: RefusedEdit): RowIssue {
  const { field, found, expected } = refused;
  const kind = fieldOf(collection, field)?.kind.type;
  const named = kind === 'lookup' || kind === 'reference' || kind === 'choice' || kind === 'lookupList';
  const repair: Repair = found === '' ? 'missing-value' : named ? 'unknown-name' : 'not-possible';
  const issue = read.issue(repair, field, found, expected);
  return issue.column === '' ? { ...issue, column: refused.fieldLabel } : issue;
}

function shownRow(store: Store, { collection }: ImportPlan, one: Judged): ImportRow {
  const record = one.recordId === null ? null : store.mirror.get(collection, one.recordId);
  const label = (field: string, value: FieldValues[string] | undefined): string =>
    store.views.label(collection, field, value ?? null);
  const after: readonly (readonly [string, string])[] =
    one.values === null
      ? one.edits.map(({ field, input }) => [
          field,
          'typed' in input ? input.typed : label(field, input.value),
        ])
      : Object.entries(one.values).map(([field, value]) => [field, label(field, value)]);
  return {
    row: one.source.row,
    verdict: one.verdict,
    title: record === null ? one.title : recordTitle(store, collection, record),
    changes: after.map(([field, to]) => ({
      label: fieldOf(collection, field)?.label ?? field,
      from: label(field, record?.effective[field]),
      to,
    })),
    why: one.issues.map(reasonOf).join(' '),
  };
}
