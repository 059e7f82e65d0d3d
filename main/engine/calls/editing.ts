import type { EngineCalls, ParsedRequestOf, StageOutcome } from '../../../preload/contract.ts';
import { fieldOf } from '../../../domain/collections.ts';
import { patternIndex } from '../../../domain/fillPattern.ts';
import { mostPastedRows, rowOf, widthOf } from '../../../domain/pasteBlock.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Block } from '../../../domain/pasteBlock.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { parseTsv } from '../../../domain/tsv.ts';
import type { OpenViews } from '../openViews.ts';
import { inPortions } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { CellEdit, Outbox } from '../outbox/api.ts';

type Stages = Pick<Outbox, 'stageSlowly'>;

/** Stages edits whose rows are named by id or by their position in an open view, as one gesture. */
export function* stageEdits(
  outbox: Stages,
  views: OpenViews,
  request: ParsedRequestOf<EngineCalls['edit.stage']>,
): Sliced<Result<StageOutcome>> {
  const edits: CellEdit[] = [];
  const positions = new Map<string, string>();
  for (const { row, field, input } of request.edits) {
    if ('id' in row) {
      edits.push({ recordId: row.id, field, input });
      continue;
    }
    const key = `${row.viewId} ${row.position}`;
    let recordId = positions.get(key);
    if (recordId === undefined) {
      const found = views.idsAt(row.viewId, row.position, 1);
      if (!found.ok) return found;
      recordId = found.value.ids[0];
      if (recordId === undefined) continue;
      positions.set(key, recordId);
    }
    edits.push({ recordId, field, input });
  }
  return yield* outbox.stageSlowly(request.collection, request.label, edits, request);
}

type Paste = ParsedRequestOf<EngineCalls['edit.paste']>;

/** Lays a block down from a row of a view. Rows past the end of the view are refused, not dropped in silence. */
export function* pasteBlock(outbox: Stages, views: OpenViews, request: Paste): Sliced<Result<StageOutcome>> {
  const block = typeof request.cells === 'string' ? parseTsv(request.cells) : request.cells;
  const rows = block.length * request.down;
  if (rows > mostPastedRows) return tooManyRows(rows);
  const found = yield* views.idsIn(request.viewId, request.fromRow, rows);
  if (!found.ok) return found;
  const { query, ids } = found.value;
  const width = widthOf(block);
  const laid = block.map((_, index) => rowOf(block, width, request, index));
  // A value that is repeated is one object, however many cells it stands in.
  const inputs = laid.map((cells) => cells.map((typed) => ({ typed })));
  const sealed = new Set(
    request.columns.filter((field) => fieldOf(query.collection, field)?.sealed === true),
  );
  const edits: CellEdit[] = [];
  yield* inPortions(ids, (recordId, index) => {
    inputs[index % inputs.length]?.forEach((input, column) => {
      const field = request.columns[column];
      if (field !== undefined && !sealed.has(field)) edits.push({ recordId, field, input });
    });
  });
  const staged = yield* outbox.stageSlowly(query.collection, request.label, edits, request);
  if (!staged.ok) return staged;
  const outcome = withSealed(staged.value, query.collection, [...sealed], ids.length);
  return ok(withLeftOver(outcome, request, { laid, rows, held: ids.length }));
}

/** Repeats what rows of a view show over others, as text that is read like typed text. */
export function* fillCells(
  outbox: Stages,
  views: OpenViews,
  request: ParsedRequestOf<EngineCalls['edit.fill']>,
): Sliced<Result<StageOutcome>> {
  const { viewId, pattern, fromRow, rows, columns } = request;
  const found = yield* views.idsIn(viewId, fromRow, rows);
  if (!found.ok) return found;
  const { query, ids } = found.value;
  const sealed = columns.find(({ from }) => fieldOf(query.collection, from)?.sealed === true);
  if (sealed !== undefined) {
    return fail({
      code: 'sealed-pattern',
      message: 'A number of which only the last digits are known cannot be filled into other cells.',
    });
  }
  const read = views.texts(
    viewId,
    pattern.fromRow,
    pattern.rows,
    columns.map(({ from }) => from),
  );
  if (!read.ok) return read;
  // A value that is repeated is one object, however many cells it stands in.
  const inputs = read.value.map((cells) => cells.map((typed) => ({ typed })));
  const edits: CellEdit[] = [];
  yield* inPortions(ids, (recordId, index) => {
    const cells = inputs[patternIndex(fromRow + index - pattern.fromRow, inputs.length)];
    columns.forEach(({ field }, column) => {
      const input = cells?.[column];
      if (input !== undefined) edits.push({ recordId, field, input });
    });
  });
  return yield* outbox.stageSlowly(query.collection, request.label, edits, request);
}

/** Empties stretches of a view. */
export function* clearAreas(
  outbox: Stages,
  views: OpenViews,
  request: ParsedRequestOf<EngineCalls['edit.clear']>,
): Sliced<Result<StageOutcome>> {
  const rows = request.areas.reduce((sum, area) => sum + area.rows, 0);
  if (rows > mostPastedRows) return tooManyRows(rows);
  const view = views.idsAt(request.viewId, 0, 0);
  if (!view.ok) return view;
  const edits: CellEdit[] = [];
  const empty = { typed: '' };
  for (const { fromRow, rows: count, columns } of request.areas) {
    const found = yield* views.idsIn(request.viewId, fromRow, count);
    if (!found.ok) return found;
    yield* inPortions(found.value.ids, (recordId) => {
      for (const field of columns) edits.push({ recordId, field, input: empty });
    });
  }
  return yield* outbox.stageSlowly(view.value.query.collection, request.label, edits, request);
}

function tooManyRows(rows: number): Result<never> {
  return fail({
    code: 'too-many-rows',
    message: `At most ${mostPastedRows} rows can be changed at once; these are ${rows}. Nothing was changed.`,
    remedy: 'fix-fields',
  });
}

interface Laid {
  /** One round of the block, as wide as it is laid down. */
  readonly laid: Block;
  readonly rows: number;
  /** Rows that the view had for them. */
  readonly held: number;
}

/** Says that a block never fills a column of sealed numbers: one row too far, and everybody has another's. */
function withSealed(
  outcome: StageOutcome,
  collection: CollectionName,
  sealed: readonly string[],
  rows: number,
): StageOutcome {
  if (rows === 0) return outcome;
  const refused = sealed.map((field) => ({
    id: '',
    record: rows === 1 ? '1 row' : `${rows} rows`,
    field,
    fieldLabel: fieldOf(collection, field)?.label ?? field,
    // What was pasted may be whole numbers, which nothing repeats.
    found: '',
    expected: 'Nothing: numbers that are sealed are typed one by one, in the form of the record.',
  }));
  return {
    ...outcome,
    refused: [...outcome.refused, ...refused],
    refusedCount: outcome.refusedCount + sealed.length * rows,
  };
}

/** Names the cells of a pasted block that found no row or no column. */
function withLeftOver(outcome: StageOutcome, request: Paste, { laid, rows, held }: Laid): StageOutcome {
  const cellsOf = (row: number): readonly string[] => laid[row % laid.length] ?? [];
  const refused = [...outcome.refused];
  const below = rows - held;
  let refusedCount = outcome.refusedCount;
  let beside = 0;
  let firstBeside: readonly string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const cells = cellsOf(row);
    const over = Math.max(0, cells.length - request.columns.length);
    refusedCount += row < held ? over : cells.length;
    if (row >= held || over === 0) continue;
    if (beside === 0) firstBeside = cells.slice(request.columns.length);
    beside += 1;
  }
  if (below > 0) {
    refused.push({
      id: '',
      record: `Row ${request.fromRow + held + 1} and below`,
      field: '',
      fieldLabel: 'Paste',
      found: cellsOf(held).join('\t').slice(0, 200),
      expected: `The list ends ${below} ${below === 1 ? 'row' : 'rows'} before the pasted block does. Those rows were not pasted.`,
    });
  }
  if (beside > 0) {
    refused.push({
      id: '',
      record: `${beside} ${beside === 1 ? 'row' : 'rows'}`,
      field: '',
      fieldLabel: 'Paste',
      found: firstBeside.join('\t').slice(0, 200),
      expected:
        'The pasted block is wider than the columns to the right of the cell. What is past the last column was not pasted.',
    });
  }
  return { ...outcome, refused, refusedCount };
}
