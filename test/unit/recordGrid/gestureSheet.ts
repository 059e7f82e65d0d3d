import { vi } from 'vitest';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { engineCalls } from '../../../preload/contract/engine.ts';
import { CellOverlay } from '../../../renderer/components/recordGrid/cellOverlay.ts';
import type { GestureContext } from '../../../renderer/components/recordGrid/gestureStaging.ts';
import { columnsOf } from '../../../renderer/components/recordGrid/gridColumns.ts';
import { GridSource } from '../../../renderer/components/recordGrid/gridSource.ts';
import { SavingNotice } from '../../../renderer/components/recordGrid/savingNotice.ts';

/** A sheet of a hundred thousand assignments over an engine that answers gestures when a test says so. */

export const rows = 100_000;
const fields = ['npn', 'userDefined1', 'writingNumber'];
export const nothing: StageOutcome = {
  batchId: 'b',
  label: '',
  staged: 0,
  unchanged: 0,
  refused: [],
  refusedCount: 0,
  warnings: null,
  leftOut: 0,
};

interface Asked {
  readonly name: string;
  readonly request: unknown;
  readonly answer: (result: Result<unknown>) => void;
}

/** An engine that answers reads at once and gestures when the test says so. */
function slowEngine(): Pick<Sheet, 'gestures' | 'asked'> & { readonly engine: EngineClient } {
  const gestures: Asked[] = [];
  const { promise: asked, resolve: askedOnce } = Promise.withResolvers<void>();
  const rowAt = (position: number) => ({
    rowid: position,
    id: `id ${position}`,
    cells: fields.map((field) => `${field} ${position}`),
    marks: [],
    state: 0,
    gone: false,
  });
  const engine: EngineClient = {
    on: () => () => undefined,
    call: (name, request) =>
      new Promise((resolve) => {
        const answer = (result: Result<unknown>): void => Reflect.apply(resolve, null, [result]);
        if (name === 'view.open') answer(ok({ viewId: 'v', length: rows, total: rows, first: null }));
        else if (name === 'view.read') {
          const { from, to } = engineCalls['view.read'].request.parse(request);
          const read = Array.from({ length: to - from }, (_, index) => rowAt(from + index));
          answer(ok({ from, rows: read }));
        } else if (name === 'view.close') answer(ok(null));
        else {
          gestures.push({ name, request: engineCalls[name].request.parse(request), answer });
          askedOnce();
        }
      }),
  };
  return { engine, gestures, asked };
}

interface Sheet {
  readonly context: GestureContext;
  readonly gestures: Asked[];
  /** The first gesture reached the engine. */
  readonly asked: Promise<void>;
  /** What the line above the sheet has said, in order. */
  readonly said: string[];
  readonly textAt: (position: number, field: string) => string | undefined;
}

export async function sheet(): Promise<Sheet> {
  const { engine, gestures, asked } = slowEngine();
  const source = new GridSource(engine);
  const overlay = new CellOverlay();
  const said: string[] = [];
  source.start((arrived) => {
    if (arrived.fresh) for (const { id } of arrived.rows) overlay.wasRead(id);
  });
  source.setRequest({ collection: 'contractAssignment', columns: fields, sort: [], filters: [], search: '' });
  await vi.advanceTimersByTimeAsync(0);
  const say = (words: string): void => void said.push(words);
  const context: GestureContext = {
    engine,
    collection: 'contractAssignment',
    source,
    overlay,
    notice: new SavingNotice((words) => say(words ?? '(gone)')),
    columns: columnsOf('contractAssignment', fields, {}),
    textOf: (row, field) => overlay.get(row.id, field)?.text ?? row.cells[fields.indexOf(field)] ?? '',
    onCellsChanged: () => undefined,
    onOutcome: ({ staged }, waitedFor) => say(`${staged} saved${waitedFor ? ' at last' : ''}`),
    onFailure: ({ code }) => say(code),
    onRemark: say,
  };
  const textAt = (position: number, field: string): string | undefined => {
    const row = source.row(position);
    return row === undefined ? undefined : context.textOf(row, field);
  };
  return { context, gestures, asked, said, textAt };
}
