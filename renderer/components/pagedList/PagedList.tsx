import './pagedList.css';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useFocusWhenDrawn } from '../useFocusWhenDrawn.ts';
import type { ListSource } from './listSource.ts';
import { spareRows, useSeenRows } from './useSeenRows.ts';

/** Browsers cannot lay out taller boxes exactly; far beyond any list a person scrolls. */
const tallest = 15_000_000;

interface PagedListProps<Item> {
  readonly label: string;
  readonly source: ListSource<Item>;
  /** Every row has this height, in pixels. */
  readonly rowHeight: number;
  /** Which row the arrow keys left. */
  readonly current: number;
  readonly onCurrent: (index: number) => void;
  readonly renderRow: (item: Item, index: number, isCurrent: boolean) => ReactNode;
}

/** A long list of rows of one height, of which only those in sight are in the page. */
export function PagedList<Item>(props: PagedListProps<Item>): ReactNode {
  const { label, source, rowHeight, current, onCurrent, renderRow } = props;
  const snapshot = useSyncExternalStore(source.subscribe, () => source.snapshot);
  const box = useRef<HTMLDivElement>(null);
  const [from, to] = useSeenRows(box, rowHeight);
  const total = snapshot.total ?? 0;
  const focus = useFocusWhenDrawn(box);

  useEffect(() => source.want(from, to), [source, from, to]);

  const moveTo = (index: number): void => {
    const element = box.current;
    const next = Math.min(total - 1, Math.max(0, index));
    if (element === null || next < 0) return;
    onCurrent(next);
    if (next * rowHeight < element.scrollTop) element.scrollTop = next * rowHeight;
    const bottom = (next + 1) * rowHeight;
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    focus(`[data-index="${next}"] [data-row-main]`, 'ul');
  };

  const pressed = (event: React.KeyboardEvent): void => {
    const page = Math.max(1, to - from - 1);
    const target = targetOf(event.key, current, page, total);
    if (target === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    moveTo(target);
  };

  const first = Math.max(0, from - spareRows);
  const last = Math.min(total, to + spareRows);
  const rows: ReactNode[] = [];
  for (let index = first; index < last; index += 1) {
    const item = source.item(index);
    rows.push(
      <li
        key={index}
        data-index={index}
        aria-setsize={total}
        aria-posinset={index + 1}
        className="upl-paged-row"
        style={{ top: index * rowHeight, height: rowHeight }}
      >
        {item === undefined ? (
          <span className="upl-paged-loading" />
        ) : (
          renderRow(item, index, index === current)
        )}
      </li>,
    );
  }

  return (
    <div className="upl-paged" ref={box}>
      {/* Keys bubble here from the rows' own buttons; while the row that is to have them is read, they are the list's. */}
      <ul
        aria-label={label}
        style={{ height: Math.min(tallest, total * rowHeight) }}
        tabIndex={-1}
        onKeyDown={pressed}
      >
        {rows}
      </ul>
    </div>
  );
}

function targetOf(key: string, current: number, page: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return current + 1;
    case 'ArrowUp':
      return current - 1;
    case 'PageDown':
      return current + page;
    case 'PageUp':
      return current - page;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}
