import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { nameKey } from '../../../domain/commissionGrid/grid.ts';
import { matrixOf } from '../../../domain/commissionGrid/matrix.ts';
import { changeStates } from '../../../domain/operation.ts';
import type { ReadGrid, ReadGridLevel, ReadGridProduct } from '../../../preload/contract/commissionGrid.ts';
import { ChangeMark } from '../../components/ChangeMark.tsx';
import { useFocusWhenDrawn } from '../../components/useFocusWhenDrawn.ts';
import { cellStates, cellText, cellWords } from './cells.ts';
import { moved } from './matrixKeys.ts';
import type { Place } from './matrixKeys.ts';
import { useRowWindow } from './useRowWindow.ts';

/** Every row has this height, in pixels; the style sheet has it too. */
const rowHeight = 30;

interface LevelMatrixProps {
  readonly grid: ReadGrid;
  /** Words that a product's name must hold. */
  readonly search: string;
  /** Only what pays in this state. */
  readonly state: string | null;
  /** Levels that clash with others. */
  readonly clashing: ReadonlySet<string>;
  /** Names of levels that a product is said to miss, by product. */
  readonly missing: ReadonlyMap<string, ReadonlySet<string>>;
  readonly onLevel: (levelId: string) => void;
  readonly onGap: (productId: string, name: string) => void;
  readonly onProduct: (productId: string) => void;
}

/** The grid as carriers print it: products down, level names across, what each pays in the cells. */
export function LevelMatrix(props: LevelMatrixProps): ReactNode {
  const { grid, search, state, clashing, missing, onLevel, onGap, onProduct } = props;
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<Place>({ row: 0, column: 0 });
  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/);
    const products = grid.products.filter(({ name }) =>
      words.every((word) => name.toLowerCase().includes(word)),
    );
    // Names of levels that only other products have stay columns: an empty column is what one looks for.
    return matrixOf({ ...grid, products }, state);
  }, [grid, search, state]);
  const { columns, rows } = shown;
  const range = useRowWindow(box, rowHeight, rows.length);
  const focus = useFocusWhenDrawn(box);
  const at: Place = {
    row: Math.min(focused.row, Math.max(0, rows.length - 1)),
    column: Math.min(focused.column, columns.length),
  };

  const pressed = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey && event.key !== 'Home' && event.key !== 'End') return;
    if (event.altKey || event.metaKey) return;
    const next = moved(at, event.key, event.ctrlKey, {
      rows: rows.length,
      columns: columns.length + 1,
      page: Math.max(1, range.to - range.from - 2),
    });
    if (next === null) return;
    event.preventDefault();
    setFocused(next);
    range.reveal(next.row);
    focus(`[data-cell="${next.row} ${next.column}"]`);
  };

  const drawn = rows.slice(range.from, range.to);
  return (
    <div className="upl-lgrid-box" ref={box}>
      <table
        className="upl-lgrid"
        role="grid"
        aria-label="Commission grid: products down, levels across"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        onKeyDown={pressed}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Product</th>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={range.from} />
          {drawn.map(({ product, sold, cells }, offset) => {
            const row = range.from + offset;
            const place = (column: number): object => ({
              'data-cell': `${row} ${column}`,
              tabIndex: at.row === row && at.column === column ? 0 : -1,
              onFocus: () => setFocused({ row, column }),
            });
            return (
              <tr key={product.id} aria-rowindex={row + 2} data-unsold={!sold || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    {...place(0)}
                    title={productTitle(product)}
                    onClick={() => onProduct(product.id)}
                  >
                    <span>{product.name}</span>
                    {sold ? (
                      <small className="upl-dim upl-lgrid-more">{product.annualization}</small>
                    ) : (
                      <small className="upl-dim">not in {state}</small>
                    )}
                  </button>
                </th>
                {cells.map((levels, index) => {
                  const name = columns[index]?.name ?? '';
                  const gap = missing.get(product.id)?.has(nameKey(name)) ?? false;
                  return (
                    <Cell
                      key={columns[index]?.key}
                      place={place(index + 1)}
                      words={cellWords(product.name, name, levels)}
                      levels={levels}
                      clash={levels.some(({ id }) => clashing.has(id))}
                      gap={gap}
                      onOpen={() => {
                        const [first] = levels;
                        if (first === undefined) onGap(product.id, name);
                        else onLevel(first.id);
                      }}
                    />
                  );
                })}
              </tr>
            );
          })}
          <Spacer rows={rows.length - range.to} />
        </tbody>
      </table>
    </div>
  );
}

function productTitle({ name, states, annualization }: ReadGridProduct): string {
  const sold = states.length === 0 ? 'names no states' : `sold in ${states.join(', ')}`;
  return [name, sold, annualization].filter((text) => text !== '').join(' · ');
}

/** Stands for the rows outside the window. */
function Spacer({ rows }: { readonly rows: number }): ReactNode {
  return rows <= 0 ? null : <tr aria-hidden style={{ height: rows * rowHeight }} />;
}

interface CellProps {
  readonly place: object;
  readonly words: string;
  readonly levels: readonly ReadGridLevel[];
  readonly clash: boolean;
  /** Whether most other products have what is missing here. */
  readonly gap: boolean;
  readonly onOpen: () => void;
}

function Cell({ place, words, levels, clash, gap, onOpen }: CellProps): ReactNode {
  const state = Math.max(0, ...levels.map((level) => level.state));
  const sign = levels.length === 0 ? (gap ? 'gap' : 'none') : clash ? 'clash' : undefined;
  const told = `${words}${clash ? '. Overlaps' : ''}${gap && levels.length === 0 ? '. Most other products have it' : ''}`;
  const where = cellStates(levels);
  return (
    <td data-sign={sign}>
      <button type="button" {...place} title={told} onClick={onOpen}>
        <ChangeMark state={changeStates[state]} />
        {where === '' ? null : <small className="upl-dim">{where} </small>}
        {cellText(levels)}
        {clash ? <span aria-hidden> ⚠</span> : null}
        <span className="upl-visually-hidden">{told}</span>
      </button>
    </td>
  );
}
