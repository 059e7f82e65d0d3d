import type { EngineCalls, ParsedRequestOf, StageOutcome } from '../../../preload/contract.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { OpenViews } from '../openViews.ts';
import type { CellEdit, Outbox } from '../outbox/api.ts';

/** Stages edits whose rows are named by id or by their position in an open view, as one gesture. */
export function stageEdits(
  outbox: Outbox,
  views: OpenViews,
  request: ParsedRequestOf<EngineCalls['edit.stage']>,
): Result<StageOutcome> {
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
  return outbox.stage(request.collection, request.label, edits, request.warned);
}

/** Pastes a block downwards from a row of a view. Rows past the end of the view are refused, not dropped in silence. */
export function pasteBlock(
  outbox: Outbox,
  views: OpenViews,
  request: ParsedRequestOf<EngineCalls['edit.paste']>,
): Result<StageOutcome> {
  const found = views.idsAt(request.viewId, request.fromRow, request.cells.length);
  if (!found.ok) return found;
  const { query, ids } = found.value;
  const edits: CellEdit[] = [];
  request.cells.forEach((cells, index) => {
    const recordId = ids[index];
    if (recordId === undefined) return;
    cells.forEach((typed, column) => {
      const field = request.columns[column];
      if (field !== undefined) edits.push({ recordId, field, input: { typed } });
    });
  });
  const staged = outbox.stage(query.collection, request.label, edits, request.warned);
  if (!staged.ok) return staged;
  return ok(withLeftOver(staged.value, request, ids.length));
}

/** Names the cells of a pasted block that found no row or no column. */
function withLeftOver(
  outcome: StageOutcome,
  request: ParsedRequestOf<EngineCalls['edit.paste']>,
  rows: number,
): StageOutcome {
  const belowEnd = request.cells.slice(rows);
  const besideEnd = request.cells.slice(0, rows).filter((cells) => cells.length > request.columns.length);
  const refused = [...outcome.refused];
  if (belowEnd.length > 0) {
    refused.push({
      id: '',
      record: `Row ${request.fromRow + rows + 1} and below`,
      field: '',
      fieldLabel: 'Paste',
      found: (belowEnd[0] ?? []).join('\t').slice(0, 200),
      expected: `The list ends ${belowEnd.length} ${belowEnd.length === 1 ? 'row' : 'rows'} before the pasted block does. Those rows were not pasted.`,
    });
  }
  if (besideEnd.length > 0) {
    refused.push({
      id: '',
      record: `${besideEnd.length} ${besideEnd.length === 1 ? 'row' : 'rows'}`,
      field: '',
      fieldLabel: 'Paste',
      found: (besideEnd[0] ?? []).slice(request.columns.length).join('\t').slice(0, 200),
      expected:
        'The pasted block is wider than the columns to the right of the cell. What is past the last column was not pasted.',
    });
  }
  const leftOver = (cells: readonly string[]): number => Math.max(0, cells.length - request.columns.length);
  return {
    ...outcome,
    refused,
    refusedCount:
      outcome.refusedCount +
      belowEnd.reduce((sum, cells) => sum + cells.length, 0) +
      besideEnd.reduce((sum, cells) => sum + leftOver(cells), 0),
  };
}
