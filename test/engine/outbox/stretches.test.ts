import { afterEach, describe, expect, it } from 'vitest';
import { clearAreas, fillCells, pasteBlock } from '../../../main/engine/calls/editing.ts';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import type { OpenViews } from '../../../main/engine/openViews.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { systemClock, systemRandom } from '../../../main/engine/system.ts';
import { engineCalls } from '../../../preload/contract.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { noWarmUp } from '../support/noWarmUp.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

interface Sheet {
  readonly r: Rig;
  readonly views: OpenViews;
  readonly viewId: string;
  /** Ids of the records in the order of the view. */
  readonly ids: readonly string[];
}

async function sheet(): Promise<Sheet> {
  const r = (used = await rig());
  const views = createOpenViews({
    views: r.store.views,
    mirror: r.store.mirror,
    random: systemRandom,
    clock: systemClock,
    warmUp: noWarmUp,
  });
  const { viewId, length } = views.open({
    collection: 'contractAssignment',
    columns: ['npn'],
    sort: [{ field: 'npn', direction: 'descending' }],
    filters: [],
    search: '',
  });
  return { r, views, viewId, ids: valueOf(views.idsAt(viewId, 0, length)).ids };
}

const paste = (request: Parameters<(typeof engineCalls)['edit.paste']['request']['parse']>[0]) =>
  engineCalls['edit.paste'].request.parse(request);

describe('gestures over a stretch of a view', () => {
  it('repeats a row downwards without naming it again', async () => {
    const { r, views, viewId, ids } = await sheet();
    const request = paste({
      viewId,
      fromRow: 1,
      columns: ['userDefined1', 'writingNumber'],
      cells: [['bulk', 'W-1']],
      down: 30,
      label: 'Fill',
    });
    expect(valueOf(atOnce(pasteBlock(r.outbox, views, request)))).toMatchObject({
      staged: 60,
      refusedCount: 0,
    });
    expect(r.shown(ids[0] ?? '', 'writingNumber')).not.toBe('W-1');
    for (const id of ids.slice(1, 31)) expect(r.shown(id, 'writingNumber')).toBe('W-1');
    expect(r.shown(ids[31] ?? '', 'userDefined1')).not.toBe('bulk');
    expect(r.outbox.undoable().undo).toBe('Fill');
  });

  it('reads the text of the clipboard itself, and repeats it both ways', async () => {
    const { r, views, viewId, ids } = await sheet();
    const request = paste({
      viewId,
      fromRow: 0,
      columns: ['userDefined1', 'userDefined2', 'userDefined3', 'userDefined4'],
      cells: 'a\t"two\nlines"\nb\n',
      across: 2,
      down: 2,
      label: 'Paste',
    });
    valueOf(atOnce(pasteBlock(r.outbox, views, request)));
    const row = (index: number): readonly string[] =>
      [1, 2, 3, 4].map((field) => r.shown(ids[index] ?? '', `userDefined${field}`));
    expect(row(0)).toEqual(['a', 'two\nlines', 'a', 'two\nlines']);
    expect(row(1)).toEqual(['b', '', 'b', '']);
    expect(row(2)).toEqual(row(0));
    expect(row(3)).toEqual(row(1));
  });

  it('repeats a pattern over rows below and above it, each where it would stand laid end to end', async () => {
    const { r, views, viewId, ids } = await sheet();
    const fill = (request: Parameters<(typeof engineCalls)['edit.fill']['request']['parse']>[0]) =>
      valueOf(atOnce(fillCells(r.outbox, views, engineCalls['edit.fill'].request.parse(request))));
    valueOf(
      atOnce(
        pasteBlock(
          r.outbox,
          views,
          paste({ viewId, fromRow: 5, columns: ['userDefined1'], cells: [['007'], ['008']], label: 'Paste' }),
        ),
      ),
    );
    const columns = [
      { field: 'userDefined1', from: 'userDefined1' },
      { field: 'userDefined2', from: 'npn' },
    ];
    const pattern = { fromRow: 5, rows: 2 };
    expect(fill({ viewId, pattern, fromRow: 7, rows: 3, columns, label: 'Fill down' })).toMatchObject({
      staged: 6,
      refusedCount: 0,
    });
    fill({ viewId, pattern, fromRow: 2, rows: 3, columns, label: 'Fill up' });
    const shown = (field: string): readonly string[] => ids.slice(2, 10).map((id) => r.shown(id, field));
    // Numbers are texts: they are repeated, never counted up.
    expect(shown('userDefined1')).toEqual(['008', '007', '008', '007', '008', '007', '008', '007']);
    expect(shown('userDefined2').filter((npn) => npn !== '')).toEqual(
      [6, 5, 6, 5, 6, 5].map((index) => r.shown(ids[index] ?? '', 'npn')),
    );
    expect(r.outbox.undoable().undo).toBe('Fill up');
  });

  it('fills no row past the end of the list, and refuses what typing would be refused', async () => {
    const { r, views, viewId, ids } = await sheet();
    const request = engineCalls['edit.fill'].request.parse({
      viewId,
      pattern: { fromRow: ids.length - 3, rows: 1 },
      fromRow: ids.length - 2,
      rows: 50,
      columns: [{ field: 'startDate', from: 'npn' }],
      label: 'Fill',
    });
    const outcome = valueOf(atOnce(fillCells(r.outbox, views, request)));
    expect(outcome).toMatchObject({ staged: 0, refusedCount: 2 });
    expect(outcome.refused[0]?.expected).toMatch(/^A date such as/);
  });

  it('says what found no row and no column', async () => {
    const { r, views, viewId, ids } = await sheet();
    const request = paste({
      viewId,
      fromRow: ids.length - 2,
      columns: ['userDefined1'],
      cells: [['x', 'beside']],
      down: 5,
      label: 'Fill',
    });
    const outcome = valueOf(atOnce(pasteBlock(r.outbox, views, request)));
    // Two cells beside the last column, and three rows of two below the end.
    expect(outcome).toMatchObject({ staged: 2, refusedCount: 8 });
    expect(outcome.refused.map(({ record }) => record)).toEqual([
      `Row ${ids.length + 1} and below`,
      '2 rows',
    ]);
  });

  it('takes no more rows than a gesture may reach, before it looks at any', async () => {
    const { r, views, viewId } = await sheet();
    const tooMany = paste({
      viewId,
      fromRow: 0,
      columns: ['userDefined1'],
      cells: [['a'], ['b']],
      down: 60_000,
      label: 'Fill',
    });
    expect(atOnce(pasteBlock(r.outbox, views, tooMany))).toMatchObject({
      ok: false,
      error: { code: 'too-many-rows' },
    });
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('empties several stretches as one gesture', async () => {
    const { r, views, viewId, ids } = await sheet();
    const all = { viewId, fromRow: 0, columns: ['userDefined5'], cells: [['here']], down: 20, label: 'Fill' };
    valueOf(atOnce(pasteBlock(r.outbox, views, paste(all))));
    const cleared = atOnce(
      clearAreas(r.outbox, views, {
        viewId,
        areas: [
          { fromRow: 0, rows: 5, columns: ['userDefined5'] },
          { fromRow: 10, rows: 5, columns: ['userDefined5'] },
        ],
        label: 'Clear',
      }),
    );
    expect(valueOf(cleared)).toMatchObject({ staged: 10 });
    const shown = ids.slice(0, 20).map((id) => r.shown(id, 'userDefined5'));
    expect(shown.map((text) => (text === '' ? '-' : 'x')).join('')).toBe('-----xxxxx-----xxxxx');
    valueOf(r.outbox.undo());
    expect(r.shown(ids[0] ?? '', 'userDefined5')).toBe('here');
  });
});
