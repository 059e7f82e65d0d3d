import {
  AllCellRenderers,
  GridCellKind,
  InnerGridCellKind,
  drawTextCell,
  textCellRenderer,
} from '@glideapps/glide-data-grid';
import type {
  BaseDrawArgs,
  CustomCell,
  CustomRenderer,
  InnerGridCell,
  InternalCellRenderer,
  Theme,
} from '@glideapps/glide-data-grid';
import type { FieldKind } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { ChangeState } from '../../../domain/operation.ts';
import type { CellInput, GridRow } from '../../../preload/contract/engine.ts';
import { changeStateLooks, newRecordLook } from '../../theme/changeStates.ts';
import { shortenInstant } from '../dataTable/columns.ts';
import type { OverlaidCell } from './cellOverlay.ts';
import { fitText } from './fitText.ts';
import { isRightAligned } from './gridColumns.ts';
import type { RecordColumn } from './gridColumns.ts';
import { changeStateAt } from './gridPalette.ts';
import type { GridPalette } from './gridPalette.ts';
import { provideRecordEditor } from './recordEditors.tsx';
import { rowSign } from './rowSign.ts';

/** What one of our cells carries through Glide. */
export interface RecordCellData {
  readonly recordId: string;
  readonly field: string;
  readonly title: string;
  readonly kind: FieldKind;
  readonly text: string;
  readonly mark: ChangeState;
  readonly gone: boolean;
  readonly palette: GridPalette;
  /** Set by an editor when it finishes. */
  readonly input: CellInput | null;
  /** What the cell shows while the input is on its way to the store. */
  readonly inputText: string;
  /** Whether it is meant for all that is selected. */
  readonly everywhere: boolean;
}

/** A cell of ours as Glide carries it. */
export type RecordCell = CustomCell<RecordCellData>;

const signWidth = 16;

/** Whether a cell is one of ours. */
export function isRecordCell(cell: CustomCell): cell is RecordCell {
  return 'recordId' in cell.data && 'palette' in cell.data;
}

/** What a screen reader and a test read for a cell: the text, then how the change in it stands. */
export function spokenText(text: string, mark: ChangeState, reason: string): string {
  const state = spokenMarks[mark];
  const parts = [text, state, reason === '' ? '' : `refused: ${reason}`].filter((part) => part !== '');
  return parts.join(', ');
}

const spokenMarks: Readonly<Record<ChangeState, string>> = {
  clean: '',
  staged: 'staged',
  sending: 'being sent',
  attention: 'needs you',
  conflict: 'conflict',
};

/** What a cell is made from. */
export interface CellMaking {
  readonly row: GridRow;
  readonly column: RecordColumn;
  /** Whether this row's cell can be changed. */
  readonly editable: boolean;
  readonly text: string;
  readonly mark: ChangeState;
  readonly overlaid: OverlaidCell | undefined;
  readonly palette: GridPalette;
}

/** Glide's cell for a field of a row. */
export function makeRecordCell(making: CellMaking): RecordCell {
  const { row, column, editable, text, mark, overlaid, palette } = making;
  const refused = overlaid?.state === 'refused';
  const shownMark: ChangeState = refused ? 'attention' : overlaid === undefined ? mark : 'staged';
  const shown = overlaid?.text ?? (column.kind.type === 'instant' ? shortenInstant(text, Date.now()) : text);
  const themeOverride = themeOf(making, shownMark);
  return {
    kind: GridCellKind.Custom,
    allowOverlay: editable,
    readonly: !editable,
    // Glide shows this text in its accessibility tree; copying is ours and does not use it.
    copyData:
      spokenText(shown, refused ? 'clean' : shownMark, refused ? overlaid.reason : '') + rowWords(row),
    ...(isRightAligned(column.kind) ? { contentAlign: 'right' } : {}),
    ...(themeOverride === undefined ? {} : { themeOverride }),
    data: {
      recordId: row.id,
      field: column.field,
      title: column.title,
      kind: column.kind,
      text: shown,
      mark: shownMark,
      gone: row.gone,
      palette,
      input: null,
      inputText: '',
      everywhere: false,
    },
  };
}

function rowWords(row: GridRow): string {
  if (row.gone) return ', removed at the server';
  return isLocalId(row.id) ? ', new record' : '';
}

function themeOf(
  { row, column, editable, palette }: CellMaking,
  mark: ChangeState,
): Partial<Theme> | undefined {
  // All of a new row is staged: it is one colour, in which a cell that needs somebody stands out.
  if (isLocalId(row.id) && (mark === 'clean' || mark === 'staged'))
    return editable ? palette.fresh : { ...palette.fresh, ...palette.fixed };
  if (mark !== 'clean') return palette.marked[mark];
  if (row.gone) return palette.gone;
  if (column.link) return palette.link;
  return editable ? undefined : palette.fixed;
}

/** Draws our cells: the text, and in its own space on the right the sign of an unsent change. */
export const recordCellRenderer: CustomRenderer<RecordCell> = {
  kind: GridCellKind.Custom,
  isMatch: isRecordCell,
  ...(textCellRenderer.drawPrep === undefined ? {} : { drawPrep: textCellRenderer.drawPrep }),
  draw: (args, cell) => {
    const { ctx, rect, theme } = args;
    const { mark, text, gone, palette, recordId } = cell.data;
    if (mark === 'clean' || (mark === 'staged' && isLocalId(recordId))) {
      drawTextCell(args, fitted(args, text, rect.width), cell.contentAlign);
    } else {
      const inner = { x: rect.x, y: rect.y, width: rect.width - signWidth, height: rect.height };
      ctx.save();
      ctx.beginPath();
      ctx.rect(inner.x, inner.y, inner.width, inner.height);
      ctx.clip();
      drawTextCell({ ...args, rect: inner }, fitted(args, text, inner.width), cell.contentAlign);
      ctx.restore();
      drawSign(ctx, changeStateLooks[mark].sign, palette.signs[mark], {
        x: rect.x + rect.width - signWidth / 2 - 3,
        y: rect.y + rect.height / 2,
      });
      drawCorner(ctx, palette.signs[mark], rect.x, rect.y);
    }
    if (gone) strikeThrough(ctx, theme.textMedium, rect);
  },
  measure: (ctx, cell, theme) =>
    ctx.measureText(cell.data.text).width + 2 * theme.cellHorizontalPadding + signWidth,
  provideEditor: provideRecordEditor,
};

function fitted(args: Pick<BaseDrawArgs, 'ctx' | 'theme'>, text: string, width: number): string {
  const { ctx, theme } = args;
  return fitText(ctx, theme.baseFontFull, text, width - 2 * theme.cellHorizontalPadding);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function drawSign(ctx: CanvasRenderingContext2D, sign: string, color: string, at: Point): void {
  ctx.save();
  ctx.font = '700 12px system-ui, sans-serif';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = color;
  ctx.fillText(sign, at.x, at.y + 1);
  ctx.restore();
}

function drawCorner(ctx: CanvasRenderingContext2D, color: string, x: number, y: number): void {
  const size = 6;
  ctx.save();
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.moveTo(x + 1, y + 1);
  ctx.lineTo(x + 1 + size, y + 1);
  ctx.lineTo(x + 1, y + 1 + size);
  ctx.closePath();
  ctx.fill();
  ctx.restore();
}

function strikeThrough(
  ctx: CanvasRenderingContext2D,
  color: string,
  rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  ctx.save();
  ctx.strokeStyle = color;
  ctx.beginPath();
  ctx.moveTo(rect.x + 8, Math.round(rect.y + rect.height / 2) + 0.5);
  ctx.lineTo(rect.x + rect.width - 8, Math.round(rect.y + rect.height / 2) + 0.5);
  ctx.stroke();
  ctx.restore();
}

/** Glide's renderers, with the row marker also showing the sign of the row's unsent change. */
export function renderersWithRowSigns(
  rowAt: (position: number) => GridRow | undefined,
  palette: GridPalette,
): readonly InternalCellRenderer<InnerGridCell>[] {
  return AllCellRenderers.map((renderer) => {
    if (renderer.kind !== InnerGridCellKind.Marker) return renderer;
    return {
      ...renderer,
      draw: (args, cell) => {
        renderer.draw(args, cell);
        const row = rowAt(args.row);
        const mark = changeStateAt(row?.state);
        const sign = rowSign(row, mark);
        if (sign === '') return;
        const { x, y, height } = args.rect;
        const color = sign === newRecordLook.sign ? palette.freshSign : palette.signs[mark];
        drawSign(args.ctx, sign, color, {
          x: x + 11,
          y: y + height / 2,
        });
      },
    };
  });
}
