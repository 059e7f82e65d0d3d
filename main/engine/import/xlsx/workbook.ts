import path from 'node:path';
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

const mostSheets = 1_000;
const mostStrings = 5_000_000;
const mostStringCharacters = 200_000_000;

/** What there is to say of a workbook whose rows were told. */
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
  const root = await readRelations(archive, '');
  if (!root.ok) return root;
  const bookPart = partOf(root.value, 'officeDocument') ?? 'xl/workbook.xml';
  const book = await readBook(archive, bookPart);
  if (!book.ok) return book;
  const { sheets, system } = book.value;
  const relations = await readRelations(archive, bookPart);
  if (!relations.ok) return relations;
  const parts = new Map(relations.value.map(({ id, part }) => [id, part] as const));
  const shown = sheets.filter(({ hidden }) => !hidden);
  const sheet = sheets.find(({ name }) => name === wanted) ?? shown[0] ?? sheets[0];
  if (sheet === undefined) return fail(refusals.notAWorkbook);
  const part = parts.get(sheet.relation);
  if (part === undefined || !archive.has(part)) return fail(refusals.notAWorkbook);
  const looks = await readStyles(archive, partOf(relations.value, 'styles') ?? 'xl/styles.xml');
  if (!looks.ok) return looks;
  const strings = await readStrings(
    archive,
    partOf(relations.value, 'sharedStrings') ?? 'xl/sharedStrings.xml',
  );
  if (!strings.ok) return strings;
  const end = await readSheet(archive, { part, strings: strings.value, looks: looks.value, system }, take);
  if (!end.ok) return end;
  return ok({
    facts: {
      format: 'workbook',
      sheet: sheet.name,
      sheets: sheets.map(({ name }) => name),
    },
    end: end.value,
  });
}

async function readBook(
  archive: Archive,
  part: string,
): Promise<Result<{ readonly sheets: readonly Sheet[]; readonly system: 1900 | 1904 }>> {
  if (!archive.has(part)) return fail(refusals.notAWorkbook);
  const sheets: Sheet[] = [];
  let system: 1900 | 1904 = 1900;
  const read = await readXml(archive, part, {
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

interface Relation {
  readonly id: string;
  /** The last word of its address; the addresses of Strict workbooks are others. */
  readonly type: string;
  readonly part: string;
}

/** What a part refers to; the root is the empty name. Only parts of the archive: nothing outside is ever opened. */
async function readRelations(archive: Archive, of: string): Promise<Result<readonly Relation[]>> {
  const relations: Relation[] = [];
  const slash = of.lastIndexOf('/') + 1;
  const folder = of.slice(0, slash);
  const read = await readXml(archive, `${folder}_rels/${of.slice(slash)}.rels`, {
    open(name, attributes) {
      const { Id: id, Target: target, TargetMode: mode, Type: type = '' } = attributes;
      if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      relations.push({
        id,
        type: type.slice(type.lastIndexOf('/') + 1),
        part: target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target),
      });
    },
  });
  return read.ok ? ok(relations) : read;
}

function partOf(relations: readonly Relation[], type: string): string | undefined {
  return relations.find((relation) => relation.type === type)?.part;
}

async function readStrings(archive: Archive, part: string): Promise<Result<readonly string[]>> {
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let within: 'text' | 'phonetic' | null = null;
  const read = await readXml(archive, part, {
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
