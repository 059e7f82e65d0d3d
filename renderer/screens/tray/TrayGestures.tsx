import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { useArraySource } from '../../components/pagedList/useArraySource.ts';
import { useAllItems } from '../../components/useAllItems.ts';
import { counted } from '../../state/format.ts';
import { GestureRow } from './GestureRow.tsx';
import { TrayEmpty } from './TrayEmpty.tsx';
import { TrayHead } from './TrayHead.tsx';
import { TrayRow, trayRowHeight } from './TrayRow.tsx';
import { byGesture, gestureLines } from './trayGestures.ts';
import type { GestureLine } from './trayGestures.ts';
import { statesOf } from './trayGroups.ts';
import type { TrayListProps } from './trayListProps.ts';

/** Grouping needs the whole list in the window; beyond this the list by record serves. */
const most = 10_000;

/** The unsent changes by the gesture that made them, each of which can be ticked and closed as one. */
export function TrayGestures({ group, selection, now, onTotal, renderDetail }: TrayListProps): ReactNode {
  const states = statesOf(group);
  const {
    items,
    total: all,
    cut,
    failure,
    retry,
  } = useAllItems(states === undefined ? {} : { states }, most);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(0);
  const gestures = useMemo(() => byGesture(items ?? []), [items]);
  const lines = useMemo(() => gestureLines(gestures, closed), [gestures, closed]);
  const source = useArraySource(lines);
  const total = items?.length ?? null;
  const line = lines[Math.min(current, lines.length - 1)];

  useEffect(() => onTotal(items === null ? null : all), [onTotal, items, all]);

  if (total === null || total === 0) {
    return <TrayEmpty group={group} loading={total === null} failed={failure !== null} onRetry={retry} />;
  }
  const toggle = (key: string): void =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return (
    <div className="upl-tray-body">
      <div className="upl-tray-list">
        <TrayHead group={group} total={total} selection={selection} />
        <PagedList<GestureLine>
          label="Unsent changes by gesture"
          source={source}
          rowHeight={trayRowHeight}
          current={current}
          onCurrent={setCurrent}
          renderRow={(shown, index, isCurrent) =>
            shown.type === 'gesture' ? (
              <GestureRow
                gesture={shown.gesture}
                closed={shown.closed}
                current={isCurrent}
                now={now}
                selection={selection}
                onToggle={() => {
                  setCurrent(index);
                  toggle(shown.gesture.key);
                }}
              />
            ) : (
              <TrayRow
                item={shown.item}
                now={now}
                current={isCurrent}
                checked={selection.has(shown.item)}
                onCheck={(checked) => selection.set([shown.item], checked)}
                onOpen={() => setCurrent(index)}
              />
            )
          }
        />
        {cut ? (
          <p className="upl-tray-cut upl-dim">
            Grouped are the first {counted(total, 'record')}. Grouped by record, all of them are listed.
          </p>
        ) : null}
      </div>
      {renderDetail(line?.type === 'record' ? line.item : null)}
    </div>
  );
}
