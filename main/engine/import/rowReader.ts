import { fieldOf } from '../../../domain/collections.ts';
import {
  dateOfDayNumber,
  isErrorWord,
  looksLikeDayNumber,
  looksScientific,
  lostItsExponent,
  lostItsZeros,
  missingZeros,
} from '../../../domain/import/excelDamage.ts';
import { idTarget } from '../../../domain/import/columnMapping.ts';
import type { Accept, Repair, RowIssue } from '../../../domain/import/issues.ts';
import { kindAt } from '../../../domain/import/sourceTable.ts';
import type { CellKind, SourceRow } from '../../../domain/import/sourceTable.ts';
import type { ImportPlan } from '../../../preload/contract/import.ts';
import { isWider } from './source.ts';
import type { ArrangedSource } from './source.ts';

/** The cells of a row by what they are meant for, and what is wrong with them as they stand. */
export interface ReadRow {
  readonly row: number;
  readonly texts: ReadonlyMap<string, string>;
  readonly issues: readonly RowIssue[];
  /** Ids that look as if a spreadsheet had damaged them, by target: no damage where the record holds the same. */
  readonly suspects: ReadonlyMap<string, RowIssue>;
  /** An issue of this row at the column of a target. */
  issue(repair: Repair, target: string, found: string, expected: string): RowIssue;
  /** How the spreadsheet kept the cell of a target. */
  kind(target: string): CellKind;
}

/** Fields whose values are ids: digits that are no number. */
const ids: ReadonlySet<string> = new Set([
  idTarget,
  'npn',
  'writingNumber',
  'uplineContractAssignmentId',
  'responsiblePartyId',
  'naic',
  'tin',
  'fein',
  'finraCrdNumber',
  'policyNumber',
  'certificateNumber',
]);

/** Whether a column of a table holds ids: digits that are no number. */
export function isIdTarget(target: string): boolean {
  return ids.has(target);
}

const brokenKinds: Readonly<
  Partial<Record<CellKind, { readonly repair: Repair; readonly expected: string }>>
> = {
  e: { repair: 'error-value', expected: 'A value; the spreadsheet shows an error here.' },
  x: { repair: 'no-value', expected: 'A value; this formula was never worked out.' },
  m: { repair: 'merged', expected: 'A value of its own; this cell is covered by a merged one.' },
};

/** Reads rows of a source by a plan. Damage that shows in the cell alone is found here. */
export function createRowReader(
  { columns, text, plainText, width }: ArrangedSource,
  plan: ImportPlan,
): (row: SourceRow) => ReadRow {
  const targets = plan.columns.flatMap(({ column, target }) => (target === null ? [] : [{ column, target }]));
  const columnOf = new Map(targets.map(({ column, target }) => [target, column] as const));
  const headings = new Map(columns.map(({ index, heading }) => [index, heading] as const));
  const accepted: ReadonlySet<Accept> = new Set(plan.accepted);
  // What a person takes a column without a heading for is no mistake.
  const widest = Math.max(width ?? Infinity, ...targets.map(({ column }) => column + 1));

  return (row) => {
    const issue = (repair: Repair, target: string, found: string, expected: string): RowIssue => {
      const column = headings.get(columnOf.get(target) ?? -1) ?? '';
      return { repair, row: row.row, column, found: found.slice(0, 200), expected };
    };
    const kind = (target: string): CellKind => kindAt(row, columnOf.get(target) ?? -1);
    const issues: RowIssue[] = [];
    const suspects = new Map<string, RowIssue>();
    const texts = new Map<string, string>();
    if (row.kinds.includes('q'))
      issues.push(issue('quotes', '', row.cells.join(' ').slice(0, 80), 'Quotes only around whole cells.'));
    if (isWider(row, widest))
      issues.push(issue('cells-shifted', '', shiftedCells(row), shiftedWords(row, widest)));
    for (const { column, target } of targets) {
      const found = text(row, column);
      const kept = plainText && isErrorWord(found) ? 'e' : kindAt(row, column);
      const broken = brokenKinds[kept];
      if (isIdTarget(target) && found.trim() !== '' && (kept === 'b' || looksScientific(found)))
        suspects.set(target, issue('digits-lost', target, found, 'All digits of the id, kept as text.'));
      if (broken !== undefined) issues.push(issue(broken.repair, target, found, broken.expected));
      else if (fieldOf(plan.collection, target)?.kind.type === 'date') {
        const date = dateIn(found, accepted.has('day-number'));
        if (date === null) issues.push(issue('day-number', target, found, 'A date such as 2026-03-01.'));
        else texts.set(target, date);
      } else texts.set(target, found);
    }
    return { row: row.row, texts, issues, suspects, issue, kind };
  };
}

function shiftedCells({ cells }: SourceRow): string {
  return cells
    .map((cell) => cell.trim())
    .join(' | ')
    .slice(0, 200);
}

function shiftedWords({ cells }: SourceRow, width: number): string {
  const count = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return `At most ${width} cells, one for each heading; this row has ${count}.`;
}

/** The text of a date; null for a day number that nobody said to read as a date. */
function dateIn(found: string, dayNumbers: boolean): string | null {
  const text = found.trim();
  // A time of day says nothing about a contract.
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return text.slice(0, 10);
  if (!looksLikeDayNumber(text)) return found;
  return dayNumbers ? dateOfDayNumber(Number(text), 1900) : null;
}

/**
 * What a spreadsheet may have done to an id that is about to be written. `current` is what the record has
 * now; null for a new record. Null when there is nothing to say.
 */
export function damageOf(
  read: ReadRow,
  target: string,
  current: string | null,
  accepted: ImportPlan['accepted'],
): RowIssue | null {
  const text = (read.texts.get(target) ?? '').trim();
  if (text === '' || text === current) return null;
  if (current !== null && lostItsZeros(text, current))
    return read.issue('zeros-lost', target, text, `${current}, as it is now; or another id kept as text.`);
  if (current !== null && lostItsExponent(text, current))
    return read.issue('digits-lost', target, text, `${current}, as it is now; or another id kept as text.`);
  if (read.kind(target) !== 'n') return null;
  const zeros = missingZeros(target, text);
  if (zeros > 0)
    return read.issue(
      'zeros-lost',
      target,
      text,
      `${text.length + zeros} digits, such as ${'0'.repeat(zeros)}${text}.`,
    );
  if (accepted.includes('number-as-id')) return null;
  return read.issue(
    'number-as-id',
    target,
    text,
    'The id kept as text, or your word that it never began with 0.',
  );
}
