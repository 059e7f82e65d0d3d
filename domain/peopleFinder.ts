import { npnColumn, splitCells } from './npnFinder.ts';

/** What stood beside an NPN; empty text where nothing did. */
export interface FoundPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

const headings = {
  email: /^e-?mail(?:\s+address)?$/i,
  firstName: /^(?:first|given)(?:\s*name)?$/i,
  lastName: /^(?:last|family)(?:\s*name)?$|^surname$/i,
  name: /^(?:(?:full|producer|agent)\s*)?name$|^(?:producer|agent)$/i,
} as const;

/** Bounded as addresses are (RFC 5321), so that a long line without one is read in one go. */
const address = /[^\s<>,;:"()@]{1,64}@[^\s<>,;:"()@]{1,255}/;
/** A line that begins with a first and a last name, as lists in e-mails do. */
const leadingName = /^[\s\-*•.\d)]*(\p{Lu}[\p{L}'’.-]*)\s+(\p{Lu}[\p{L}'’-]+)\s*[,;(:<\t–-]/u;

/**
 * Finds names and e-mail addresses that stand with these NPNs: in the columns of a pasted table, or on the
 * line of an e-mail. What is found fills in a form that a person reads; it is never sent unseen.
 */
export function findPeople(pasted: string, npns: readonly string[]): ReadonlyMap<string, FoundPerson> {
  const lines = pasted.split(/\r\n|\r|\n/);
  const table = npnColumn(lines);
  const people = new Map<string, FoundPerson>();
  const wanted = new Set(npns);
  if (table !== null) {
    const titles = splitCells(lines[table.line] ?? '', table.separator).map(bare);
    for (const line of lines.slice(table.line + 1)) {
      const cells = splitCells(line, table.separator).map(bare);
      const npn = cells[table.column] ?? '';
      if (wanted.has(npn) && !people.has(npn)) people.set(npn, ofRow(titles, cells));
    }
    return people;
  }
  for (const line of lines) {
    const onLine = [...new Set(line.match(/\d+/g) ?? [])].filter((digits) => wanted.has(digits));
    const [npn] = onLine;
    // Two producers on a line: nobody can tell whose address it is.
    if (npn === undefined || onLine.length > 1 || people.has(npn)) continue;
    const name = leadingName.exec(line);
    people.set(npn, {
      firstName: name?.[1] ?? '',
      lastName: name?.[2] ?? '',
      email: trimmedAddress(address.exec(line)?.[0] ?? ''),
    });
  }
  return people;
}

function ofRow(titles: readonly string[], cells: readonly string[]): FoundPerson {
  const cell = (heading: RegExp): string => cells[titles.findIndex((title) => heading.test(title))] ?? '';
  const split = splitName(cell(headings.name));
  return {
    firstName: cell(headings.firstName) || split.firstName,
    lastName: cell(headings.lastName) || split.lastName,
    email: cell(headings.email),
  };
}

/** `Lovelace, Ada` or `Ada King Lovelace`: the last word is the last name. */
function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const [before, after] = name.split(',').map((part) => part.trim());
  if (before !== undefined && after !== undefined) return { firstName: after, lastName: before };
  const words = name.split(/\s+/).filter((part) => part !== '');
  if (words.length < 2) return { firstName: '', lastName: name };
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
}

function bare(cell: string): string {
  return cell
    .trim()
    .replace(/^'/, '')
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

/** A sentence may end behind an address. */
function trimmedAddress(text: string): string {
  return text.replace(/[.\])}]+$/, '');
}
