import { longestCell, mostColumns } from '../../../../domain/import/sourceTable.ts';
import type { CellKind, SourceRow } from '../../../../domain/import/sourceTable.ts';
import { ok } from '../../../../domain/result.ts';
import type { Failure, Result } from '../../../../domain/result.ts';
import { refusals } from '../refusals.ts';
import { readCell } from './cell.ts';
import type { NumberLook } from './styles.ts';
import { readXml } from './xml.ts';
import type { Archive } from './zip.ts';

export interface SheetParts {
  readonly part: string;
  readonly strings: readonly string[];
  readonly looks: readonly NumberLook[];
  readonly system: 1900 | 1904;
}

/** What is known of a sheet when all of its rows are read. */
export interface SheetEnd {
  readonly formulas: number;
  /** Rows with values that the sheet does not show. */
  readonly hiddenRows: number;
  /** Areas of merged cells: rows and columns from 1 and from 0. */
  readonly merged: readonly MergedArea[];
}

/** Cells that are merged into one, both ends included. */
export interface MergedArea {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

const plain: NumberLook = { as: 'number' };
const mostMerged = 20_000;

/** Reads a sheet row by row. `take` answers why no more is wanted, or null. */
export async function readSheet(
  archive: Archive,
  { part, strings, looks, system }: SheetParts,
  take: (row: SourceRow) => Failure | null,
): Promise<Result<SheetEnd>> {
  let failure: Failure | null = null;
  let row = 0;
  let column = -1;
  let cells: string[] = [];
  let kinds: CellKind[] = [];
  let type = 'n';
  let style = 0;
  let value: string | null = null;
  let formula = false;
  let within: 'value' | 'inline' | 'phonetic' | null = null;
  let formulas = 0;
  let hidden = false;
  let hiddenRows = 0;
  const merged: MergedArea[] = [];

  const endCell = (): void => {
    const cell = readCell(
      { type, value, formula },
      (index) => strings[index] ?? '',
      looks[style] ?? plain,
      system,
    );
    if (formula) formulas += 1;
    if (cell.text === '' && cell.kind === 't') return;
    if (column >= mostColumns) failure ??= refusals.tooManyColumns(row);
    if (cell.text.length > longestCell) failure ??= refusals.longCell(row, column + 1);
    if (failure !== null) return;
    while (cells.length < column) {
      cells.push('');
      kinds.push('t');
    }
    cells[column] = cell.text;
    kinds[column] = cell.kind;
  };
  const endRow = (): void => {
    if (failure === null && cells.some((cell, index) => cell.trim() !== '' || kinds[index] === 'x')) {
      failure = take({ row, cells, kinds: kinds.every((kind) => kind === 't') ? '' : kinds.join('') });
      if (hidden) hiddenRows += 1;
    }
    cells = [];
    kinds = [];
  };

  const read = await readXml(archive, part, {
    open(name, attributes) {
      if (name === 'row') {
        row = wholeOr(attributes['r'], row + 1);
        column = -1;
        hidden = ['1', 'true'].includes(attributes['hidden'] ?? '');
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        type = attributes['t'] ?? 'n';
        style = wholeOr(attributes['s'], 0);
        value = null;
        formula = false;
      } else if (name === 'v') within = 'value';
      else if (name === 't') within = within === 'phonetic' ? 'phonetic' : 'inline';
      else if (name === 'rPh') within = 'phonetic';
      else if (name === 'f') formula = true;
      else if (name === 'mergeCell' && merged.length < mostMerged) {
        const area = areaOf(attributes['ref'] ?? '');
        if (area !== null) merged.push(area);
      }
    },
    text(text) {
      if (within === 'value' || within === 'inline') value = (value ?? '') + text;
    },
    close(name) {
      if (name === 'v' || name === 'rPh' || (name === 't' && within !== 'phonetic')) within = null;
      else if (name === 'c') endCell();
      else if (name === 'row') endRow();
    },
    stop: () => failure ?? 'go-on',
  });
  return read.ok ? ok({ formulas, hiddenRows, merged }) : read;
}

function wholeOr(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}

/** `C7` is in column 2. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,4}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function areaOf(reference: string): MergedArea | null {
  const found = /^([A-Z]{1,4})(\d{1,8}):([A-Z]{1,4})(\d{1,8})$/.exec(reference);
  if (found === null) return null;
  return {
    fromRow: Number(found[2]),
    toRow: Number(found[4]),
    fromColumn: columnOf(found[1]) ?? 0,
    toColumn: columnOf(found[3]) ?? 0,
  };
}
