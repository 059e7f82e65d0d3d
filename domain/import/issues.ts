/** Why a row of a table cannot be used as it is, grouped by what repairs it. */

export const repairs = {
  'digits-lost': {
    title: 'Numbers that have lost digits',
    fix: 'Excel shows long numbers as 1.23457E+14 and keeps at most 15 digits: the rest is gone from this file. Take the list from its source again, and bring it into Excel with Data → From Text/CSV with this column as Text, or bring the original file in here without opening it in Excel.',
  },
  'zeros-lost': {
    title: 'Ids that have lost the zeros at their beginning',
    fix: 'Excel took the column for numbers. Set the column to Text and type the zeros again, or bring in the original file without opening it in Excel.',
  },
  'number-as-id': {
    title: 'Ids that the spreadsheet keeps as numbers',
    fix: 'Zeros at the beginning would be gone without a trace. Look whether these ids ever began with 0; if they did not, take them as they stand.',
  },
  'day-number': {
    title: 'Dates that are kept as day numbers',
    fix: 'Format the column as a date in the spreadsheet and save it again, or have the day numbers read as dates.',
  },
  'error-value': {
    title: 'Cells in which a formula failed',
    fix: 'Repair the formula in the spreadsheet, or type the value.',
  },
  'no-value': {
    title: 'Formulas without a value',
    fix: 'Open the file in a spreadsheet and save it there: then it carries what its formulas come to.',
  },
  merged: {
    title: 'Merged cells',
    fix: 'Only the first cell of a merged block holds its value. Unmerge the cells and fill the value into each.',
  },
  quotes: {
    title: 'Quotes that do not fit together',
    fix: 'Inside a quoted cell every quote must stand twice. Save the file again from a spreadsheet.',
  },
  'cells-shifted': {
    title: 'Rows with more cells than headings',
    fix: 'A text with the separator in it must stand in quotes: without them all that follows stands one column too far. Save the file again from a spreadsheet, or give the last column a heading.',
  },
  'unknown-name': {
    title: 'Names that are not known here',
    fix: 'Say for each name what it stands for under Values; Upline remembers it for this source. Or correct it in the file.',
  },
  'not-told-apart': {
    title: 'Rows that fit several records',
    fix: 'Add a column that tells them apart: the product, the carrier, or Upline’s id from an export.',
  },
  'twice-in-file': {
    title: 'Rows that stand for the same record',
    fix: 'Keep one of the rows.',
  },
  'other-record': {
    title: 'Ids that belong to another record',
    fix: 'The row’s Upline id and its NPN, product or name disagree. Correct the one that is wrong, or empty the id.',
  },
  'not-found': {
    title: 'Records that are not here',
    fix: 'Correct what the row names, or let the last changes arrive from AgentSync and check again.',
  },
  'missing-value': {
    title: 'New records that lack something',
    fix: 'Fill in what is missing, or choose its column under Columns.',
  },
  'not-possible': {
    title: 'Values that are not possible',
    fix: 'Correct them in the file.',
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly fix: string }>>;

export type Repair = keyof typeof repairs;

/** One thing that keeps a row from being used. */
export interface RowIssue {
  readonly repair: Repair;
  /** As spreadsheets count rows. */
  readonly row: number;
  /** The heading of the column; empty where it is the whole row. */
  readonly column: string;
  readonly found: string;
  /** Completes “Expected: …”. */
  readonly expected: string;
}

/** Issues with the same repair. All are counted, the first ones named. */
export interface IssueGroup {
  readonly repair: Repair;
  readonly title: string;
  readonly fix: string;
  readonly count: number;
  readonly named: readonly RowIssue[];
  /** What a person may decide instead of repairing it. */
  readonly accept: Accept | null;
}

/** What a person takes responsibility for. */
export const accepts = ['number-as-id', 'day-number'] as const;
export type Accept = (typeof accepts)[number];

const mostNamed = 50;

/** The most frequent repair first. */
export function groupIssues(issues: readonly RowIssue[]): readonly IssueGroup[] {
  const groups = new Map<Repair, RowIssue[]>();
  for (const issue of issues) {
    const group = groups.get(issue.repair);
    if (group === undefined) groups.set(issue.repair, [issue]);
    else group.push(issue);
  }
  return [...groups]
    .map(([repair, found]) => ({
      repair,
      ...repairs[repair],
      count: found.length,
      named: found.slice(0, mostNamed),
      accept: accepts.find((accept) => accept === repair) ?? null,
    }))
    .toSorted((a, b) => b.count - a.count);
}

/** An issue as the reason column of a returned file says it. */
export function reasonOf({ column, found, expected, repair }: RowIssue): string {
  const where = column === '' ? '' : `${column}: `;
  const what = found === '' ? '' : `found “${found}”. `;
  return `${where}${what}Expected: ${expected} ${repairs[repair].title}.`;
}
