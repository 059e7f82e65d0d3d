/** Longest NPN the vendor takes (vendor-apis 3.5). */
const longestNpn = 15;

/** An NPN found in what was pasted, once per number. */
export interface FoundNpn {
  readonly npn: string;
  /** 1-based line of its first appearance. */
  readonly line: number;
  /** Further times it stood there. */
  readonly repeats: number;
  /**
   * Why it is taken for an NPN: it stands in a column of NPNs, behind the letters NPN, or alone with the
   * length that NPNs have.
   */
  readonly because: 'column' | 'label' | 'length';
}

/** Digits, or a cell of an NPN column, that a person must judge. */
export interface DoubtfulNpn {
  readonly text: string;
  readonly line: number;
  /** What it may be instead, as a sentence. */
  readonly why: string;
  /** The NPN it would be if the person says that it is one; null when it cannot be one. */
  readonly npn: string | null;
}

/** NPNs in a pasted text: those that are certain, and numbers somebody should look at. */
export interface NpnFinding {
  readonly found: readonly FoundNpn[];
  readonly doubtful: readonly DoubtfulNpn[];
}

/** Whether text can be an NPN at all: digits, at most 15 of them, kept as text for ever. */
export function isNpn(text: string): boolean {
  return new RegExp(`^\\d{1,${longestNpn}}$`).test(text);
}

/**
 * Finds NPNs in anything pasted: a column, a table with an NPN column, or the text of an e-mail.
 * Phone numbers, dates, amounts, tax numbers and ZIP codes are not taken for NPNs; what could be either
 * is answered as doubtful, never dropped in silence.
 */
export function findNpns(pasted: string): NpnFinding {
  const lines = pasted.split(/\r\n|\r|\n/);
  const gathering = createGathering();
  const table = npnColumn(lines);
  if (table !== null) readColumn(lines, table, gathering);
  else if (isPlainColumn(lines)) {
    for (const [index, line] of lines.entries())
      for (const cell of line.split(/[\t,;]/)) readCell(cell, index + 1, gathering);
  } else for (const [index, line] of lines.entries()) readProse(line, index + 1, gathering);
  return gathering.finding();
}

interface Gathering {
  found(npn: string, line: number, because: FoundNpn['because']): void;
  doubt(doubtful: DoubtfulNpn): void;
  finding(): NpnFinding;
}

function createGathering(): Gathering {
  const found = new Map<string, FoundNpn>();
  const doubtful = new Map<string, DoubtfulNpn>();
  return {
    found(npn, line, because) {
      const before = found.get(npn);
      found.set(
        npn,
        before === undefined
          ? { npn, line, repeats: 0, because }
          : { ...before, repeats: before.repeats + 1 },
      );
    },
    doubt(entry) {
      if (!doubtful.has(entry.text)) doubtful.set(entry.text, entry);
    },
    finding: () => ({
      found: [...found.values()],
      doubtful: [...doubtful.values()].filter(({ npn }) => npn === null || !found.has(npn)),
    }),
  };
}

const heading = /^\s*"?\s*(?:producer\s+)?(?:npn|national\s+producer\s+(?:number|no\.?|#|id))\s*#?\s*"?\s*$/i;

/** Where NPNs stand in a pasted table. */
export interface NpnColumn {
  /** 0-based line of the headings. */
  readonly line: number;
  readonly column: number;
  readonly separator: string;
}

/** The column under a heading that says NPN, for text that is a table; else null. */
export function npnColumn(lines: readonly string[]): NpnColumn | null {
  for (const [line, text] of lines.entries()) {
    for (const separator of ['\t', ';', ',']) {
      const cells = splitCells(text, separator);
      const column = cells.findIndex((cell) => heading.test(cell));
      if (column !== -1 && (cells.length > 1 || lines.length > 1)) return { line, column, separator };
    }
    // Headings stand at the top; only blank lines and a title may come before.
    if (line > 5) return null;
  }
  return null;
}

/** The cells of one line of a table: a separator inside quotes separates nothing. The quotes stay. */
export function splitCells(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

function readColumn(lines: readonly string[], table: NpnColumn, gathering: Gathering): void {
  for (const [index, line] of lines.entries()) {
    if (index < table.line) readProse(line, index + 1, gathering);
    if (index > table.line)
      readCell(splitCells(line, table.separator)[table.column] ?? '', index + 1, gathering);
  }
}

/** Nothing but numbers, one or several a line. */
function isPlainColumn(lines: readonly string[]): boolean {
  const cells = lines.flatMap((line) => line.split(/[\t,;]/)).filter((cell) => cell.trim() !== '');
  return cells.length > 1 && cells.every((cell) => /^\s*'?"?\d{4,15}"?\s*$/.test(cell));
}

function readCell(cell: string, line: number, gathering: Gathering): void {
  // Spreadsheets mark text cells with an apostrophe, CSV files with quotes.
  const text = cell
    .trim()
    .replace(/^'/, '')
    .replace(/^"(.*)"$/, '$1')
    .trim();
  if (text === '') return;
  if (isNpn(text)) gathering.found(text, line, 'column');
  else gathering.doubt({ text: text.slice(0, 60), line, ...whyNoNpn(text) });
}

function whyNoNpn(text: string): Pick<DoubtfulNpn, 'why' | 'npn'> {
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text)) {
    return {
      why: 'A spreadsheet has turned this number into a power of ten and its last digits are lost. Ask for the number in full.',
      npn: null,
    };
  }
  const decimals = /^(\d{1,15})[.,]0+$/.exec(text)?.[1];
  if (decimals !== undefined)
    return { why: 'A spreadsheet has added decimals to this number.', npn: decimals };
  const spaced = text.replace(/[\s,.-]/g, '');
  if (isNpn(spaced)) return { why: 'There are separators between the digits.', npn: spaced };
  if (/^\d+$/.test(text)) return { why: `An NPN has at most ${longestNpn} digits.`, npn: null };
  return { why: 'An NPN is digits only.', npn: null };
}

/** What digits in running text mean something else by, taken out before the rest is read. */
const otherNumbers: readonly RegExp[] = [
  /\b\d{4}-\d{1,2}-\d{1,2}\b/g,
  /\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/g,
  // Telephone numbers in groups, with or without +1 and brackets.
  /(?:\+?1[\s.-]?)?\(\d{3}\)\s?\d{3}[\s.-]?\d{4}\b/g,
  /\b(?:\+?1[\s.-])?\d{3}[\s.-]\d{3}[\s.-]\d{4}\b/g,
  // A telephone or fax named as such.
  /\b(?:tel|phone|fax|mobile|cell|call|ext)\b\.?:?\s*\+?[\d\s().-]{4,}/gi,
  // Social Security and employer numbers in groups.
  /\b\d{3}-\d{2}-\d{4}\b/g,
  /\b\d{2}-\d{7}\b/g,
  /[$€£]\s?[\d.,]+/g,
  // Bounded, because a line may be one long list of numbers.
  /\b\d[\d.,]{0,15}\s?%/g,
  /\b[\d]{1,3}(?:,\d{3})+(?:\.\d+)?\b/g,
  // A state and its ZIP code.
  /\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b/g,
  // Numbers that say themselves what they are.
  /\b(?:naic|tin|ein|fein|ssn|zip|policy|certificate|invoice|order|ticket|case|writing\s+(?:number|no\.?|#)|licen[cs]e(?:\s+(?:number|no\.?|#))?)\b[\s:#=]*[\w-]*\d[\w-]*/gi,
];

const labelled =
  /\b(?:npn|national\s+producer\s+(?:number|no\.?|#))s?\b[\s:#=-]*((?:\d{1,15}(?:\s*(?:,|;|and|&|\/)\s*)?)+)/gi;

function readProse(line: string, number: number, gathering: Gathering): void {
  let rest = line.replace(labelled, (whole, digits: string) => {
    for (const npn of digits.match(/\d+/g) ?? []) {
      if (isNpn(npn)) gathering.found(npn, number, 'label');
      else gathering.doubt({ text: npn.slice(0, 60), line: number, ...whyNoNpn(npn) });
    }
    return ' '.repeat(whole.length);
  });
  for (const other of otherNumbers) rest = rest.replace(other, (text) => ' '.repeat(text.length));
  for (const match of rest.matchAll(/(?<![\w.@/-])\d{5,15}(?![\w@/-]|\.\d)/g)) {
    const [npn] = match;
    const doubt = mayBeElse(npn);
    if (doubt === null) gathering.found(npn, number, 'length');
    else gathering.doubt({ text: npn, line: number, why: doubt, npn });
  }
}

/** NPNs given so far have six to eight digits; the others are asked about. */
function mayBeElse(digits: string): string | null {
  if (digits.length === 5) return 'Five digits are more often a ZIP code or a NAIC code.';
  if (digits.length === 9) return 'Nine digits may be a Social Security, tax or bank routing number.';
  if (digits.length === 10) return 'Ten digits may be a telephone number.';
  if (digits.length > 10) return 'This is longer than the NPNs given so far.';
  return null;
}
