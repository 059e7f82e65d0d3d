import { clearAreas, pasteBlock } from '../../main/engine/calls/editing.ts';
import { atOnce } from '../../main/engine/slices.ts';
import { valueOf } from '../engine/outbox/support.ts';
import { bareGestures } from './support/bareGestures.ts';
import type { BareGestures } from './support/bareGestures.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { gestureRig } from './support/gestureRig.ts';
import type { GestureRig } from './support/gestureRig.ts';
import { median } from './support/rounds.ts';

const rounds = 3;
/** A pasted block: so many rows of so many columns. */
const block = { rows: 10_000, columns: 10 };

/** One gesture: what the engine does from the call to its answer, and the bare statements for the same rows. */
interface Step {
  readonly name: string;
  readonly ours: () => unknown;
  readonly limit: () => number;
  /** Seconds within which a person expects it. */
  readonly budget: number;
  readonly note: string;
}

interface Times {
  readonly ours: number[];
  readonly cpu: number[];
  readonly limit: number[];
}

/** Gestures of the sheet over clean and over staged records, as the engine's calls do them. */
export async function gestureTimes({ quick }: BenchOptions): Promise<readonly Measured[]> {
  const rows = quick ? 20_000 : 100_000;
  const r = await gestureRig(rows);
  const bare = await bareGestures(rows);
  try {
    const steps = stepsOf(r, bare, rows);
    const taken = steps.map((): Times => ({ ours: [], cpu: [], limit: [] }));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, { ours, limit }] of steps.entries()) {
        taken[index]?.limit.push(limit());
        const cpu = process.cpuUsage();
        const began = performance.now();
        ours();
        taken[index]?.ours.push((performance.now() - began) / 1000);
        const { user, system } = process.cpuUsage(cpu);
        taken[index]?.cpu.push((user + system) / 1_000_000);
        r.store.checkpoint();
      }
    }
    return steps.map(({ name, budget, note }, index) => {
      const { ours = [], cpu = [], limit = [] } = taken[index] ?? {};
      return measured({
        name,
        ours: median(ours),
        limit: median(limit),
        unit: 's',
        better: 'lower',
        expected: 4,
        note: `${note}; budget ${budget} s, ${median(cpu).toFixed(2)} s of processor time`,
      });
    });
  } finally {
    bare.close();
    r.dispose();
  }
}

/** In this order: each finds the records as the one before left them, and the last leaves them clean. */
function stepsOf(r: GestureRig, bare: BareGestures, rows: number): readonly Step[] {
  const one = ['user_defined_1'];
  const two = ['user_defined_2'];
  const ten = Array.from({ length: block.columns }, (_, index) => `user_defined_${index + 1}`);
  const undo = (): unknown => valueOf(r.outbox.undo());
  const redo = (): unknown => valueOf(r.outbox.redo());
  const inAll = `${rows} records`;
  let planId = '';
  return [
    {
      name: 'fill',
      ours: () => fill(r, 'userDefined1', rows, 'first'),
      limit: () => bare.write(one, rows),
      budget: 2,
      note: `one value into ${inAll}`,
    },
    {
      name: 'fill again',
      ours: () => fill(r, 'userDefined1', rows, 'second'),
      limit: () => bare.write(one, rows),
      budget: 2,
      note: 'the same column, over staged values',
    },
    {
      name: 'undo again',
      ours: undo,
      limit: () => bare.undo(one, 1),
      budget: 2,
      note: 'back to the value that was staged before',
    },
    { name: 'redo again', ours: redo, limit: () => bare.redo(one), budget: 2, note: 'and forth' },
    {
      name: 'fill another',
      ours: () => fill(r, 'userDefined2', rows, 'third'),
      limit: () => bare.write(two, rows),
      budget: 2,
      note: 'another column of records with two staged values',
    },
    {
      name: 'clear some',
      ours: () => clear(r, 'userDefined2', rows),
      limit: () => bare.write(two, rows),
      budget: 2,
      note: 'one of two columns with staged values',
    },
    {
      name: 'undo clear some',
      ours: undo,
      limit: () => bare.undo(two, 1),
      budget: 2,
      note: 'the values are there again',
    },
    {
      name: 'undo another',
      ours: undo,
      limit: () => bare.undo(two, 1),
      budget: 2,
      note: 'the other column is as it was',
    },
    {
      name: 'clear',
      ours: () => clear(r, 'userDefined1', rows),
      limit: () => bare.clear(one, 2),
      budget: 2,
      note: 'all that is staged: two operations of each record are put aside',
    },
    {
      name: 'undo clear',
      ours: undo,
      limit: () => bare.redo(one),
      budget: 2,
      note: 'both operations of each record are given back',
    },
    {
      name: 'undo all',
      ours: () => [undo(), undo()],
      limit: () => bare.undo(one, 1) + bare.undo(one, 0),
      budget: 4,
      note: 'both fills, until nothing is staged',
    },
    {
      name: 'redo',
      ours: redo,
      limit: () => bare.redo(one),
      budget: 2,
      note: `the first fill, over ${inAll} with nothing staged`,
    },
    { name: 'undo', ours: undo, limit: () => bare.undo(one, 0), budget: 2, note: 'the first fill' },
    {
      name: 'paste',
      ours: () => paste(r),
      limit: () => bare.write(ten, block.rows),
      budget: 0.5,
      note: `${block.rows} × ${block.columns} cells`,
    },
    {
      name: 'paste again',
      ours: () => paste(r),
      limit: () => bare.write(ten, block.rows),
      budget: 0.5,
      note: 'the same size over staged values',
    },
    {
      name: 'undo pastes',
      ours: () => [undo(), undo()],
      limit: () => bare.undo(ten, 1) + bare.undo(ten, 0),
      budget: 1,
      note: 'both',
    },
    {
      name: 'bulk preview',
      ours() {
        const preview = valueOf(
          atOnce(
            r.bulk.preview({
              scope: { kind: 'view', viewId: r.viewId },
              operations: [{ kind: 'set', field: 'userDefined1', text: 'in bulk' }],
            }),
          ),
        );
        expectCount(preview.counts.change, rows);
        ({ planId } = preview);
      },
      limit: () => bare.read(['product_id', 'assignment_status_id', ...one]),
      budget: 2,
      note: `one field of ${inAll}; limit: reading the three columns that it reads`,
    },
    {
      name: 'bulk stage',
      ours() {
        const nobody = { ids: [], groups: [] };
        const staged = valueOf(atOnce(r.bulk.stage({ planId, leaveOut: nobody, label: 'Bench' })));
        expectCount(staged.staged, rows);
      },
      limit: () => bare.write(one, rows),
      budget: 2,
      note: 'what was looked at',
    },
    { name: 'undo bulk', ours: undo, limit: () => bare.undo(one, 0), budget: 2, note: 'taking it back' },
  ];
}

let times = 0;

function fill(r: GestureRig, field: string, rows: number, text: string): void {
  // Another value in each round: what a round before staged and took back is no change.
  times += 1;
  const staged = atOnce(
    pasteBlock(r.outbox, r.views, {
      viewId: r.viewId,
      fromRow: 0,
      columns: [field],
      cells: [[`${text} ${times}`]],
      across: 1,
      down: rows,
      label: 'Bench',
    }),
  );
  expectCount(valueOf(staged).staged, rows);
}

function clear(r: GestureRig, field: string, rows: number): void {
  const areas = [{ fromRow: 0, rows, columns: [field] }];
  const staged = atOnce(clearAreas(r.outbox, r.views, { viewId: r.viewId, areas, label: 'Bench' }));
  expectCount(valueOf(staged).staged, rows);
}

/** Texts that all differ, as a spreadsheet puts them on the clipboard. */
function paste(r: GestureRig): void {
  times += 1;
  const lines = Array.from({ length: block.rows }, (_, row) =>
    Array.from({ length: block.columns }, (_, column) => `p${times} r${row} c${column}`).join('\t'),
  );
  const staged = atOnce(
    pasteBlock(r.outbox, r.views, {
      viewId: r.viewId,
      fromRow: 0,
      columns: Array.from({ length: block.columns }, (_, index) => `userDefined${index + 1}`),
      cells: lines.join('\n'),
      across: 1,
      down: 1,
      label: 'Bench',
    }),
  );
  expectCount(valueOf(staged).staged, block.rows * block.columns);
}

function expectCount(count: number, wanted: number): void {
  if (count !== wanted) throw new Error(`${count} of ${wanted} values were staged`);
}
