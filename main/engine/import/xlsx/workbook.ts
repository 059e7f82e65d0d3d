import type { ReadOptions, SourceFacts, SourceRow } from '../../../../domain/import/sourceTable.ts';
import { fail, ok } from '../../../../domain/result.ts';
import type { Failure, Result } from '../../../../domain/result.ts';
import { refusals } from '../refusals.ts';
import { readSheet } from './sheet.ts';
import type { SheetEnd } from './sheet.ts';
import { readStyles } from './styles.ts';
import { readXml, unescapeText } from './xml.ts';
import { openArchive } from './zip.ts';
import type { Archive } from './zip.ts';

/** The sheet by which a workbook is known to be Upline's own. */
export const aboutSheet = 'About this export';

const mostSheets = 1_000;
const mostStrings = 5_000_000;
const mostStringCharacters = 200_000_000;

export interface ReadWorkbook {
  readonly facts: SourceFacts;
  readonly end: SheetEnd;
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

/** Reads one sheet of a workbook: the one that is asked for, else the first that is not hidden. */
export async function readWorkbook(
  data: Uint8Array,
  { sheet: wanted }: ReadOptions,
  take: (row: SourceRow) => Failure | null,
): Promise<Result<ReadWorkbook>> {
  const opened = openArchive(data);
  if (!opened.ok) return opened;
  const archive = opened.value;
  const book = await readBook(archive);
  if (!book.ok) return book;
  const { sheets, system } = book.value;
  const shown = sheets.filter(({ hidden }) => !hidden);
  const sheet = sheets.find(({ name }) => name === wanted) ?? shown[0] ?? sheets[0];
  if (sheet === undefined) return fail(refusals.notAWorkbook);
  const parts = await readRelations(archive);
  if (!parts.ok) return parts;
  const part = parts.value.get(sheet.relation);
  if (part === undefined || !archive.has(part)) return fail(refusals.notAWorkbook);
  const looks = await readStyles(archive);
  if (!looks.ok) return looks;
  const strings = await readStrings(archive);
  if (!strings.ok) return strings;
  const end = await readSheet(archive, { part, strings: strings.value, looks: looks.value, system }, take);
  if (!end.ok) return end;
  return ok({
    facts: {
      format: 'workbook',
      sheet: sheet.name,
      sheets: sheets.map(({ name }) => name),
      ours: sheets.some(({ name }) => name === aboutSheet),
    },
    end: end.value,
  });
}

async function readBook(
  archive: Archive,
): Promise<Result<{ readonly sheets: readonly Sheet[]; readonly system: 1900 | 1904 }>> {
  if (!archive.has('xl/workbook.xml')) return fail(refusals.notAWorkbook);
  const sheets: Sheet[] = [];
  let system: 1900 | 1904 = 1900;
  const read = await readXml(archive, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr' && ['1', 'true'].includes(attributes['date1904'] ?? '')) system = 1904;
      if (name !== 'sheet' || sheets.length >= mostSheets) return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({
        name: attributes['name'] ?? '',
        relation,
        hidden: (attributes['state'] ?? 'visible') !== 'visible',
      });
    },
  });
  return read.ok ? ok({ sheets, system }) : read;
}

/** The parts that the workbook's relations name. Only parts of the archive: nothing outside is ever opened. */
async function readRelations(archive: Archive): Promise<Result<ReadonlyMap<string, string>>> {
  const parts = new Map<string, string>();
  const read = await readXml(archive, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      const { Id: id, Target: target, TargetMode: mode } = attributes;
      if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      parts.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return read.ok ? ok(parts) : read;
}

async function readStrings(archive: Archive): Promise<Result<readonly string[]>> {
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let within: 'text' | 'phonetic' | null = null;
  const read = await readXml(archive, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') within = 'phonetic';
      else if (name === 't' && within !== 'phonetic') within = 'text';
    },
    text(more) {
      if (within === 'text') text += more;
    },
    close(name) {
      if (name === 'rPh' || (name === 't' && within === 'text')) within = null;
      if (name !== 'si') return;
      strings.push(unescapeText(text));
      characters += text.length;
    },
    stop: () =>
      strings.length > mostStrings || characters > mostStringCharacters ? refusals.inflates : 'go-on',
  });
  return read.ok ? ok(strings) : read;
}
