import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { ListSource } from '../../components/pagedList/listSource.ts';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { useEngine } from '../../state/engineContext.ts';
import { TrayEmpty } from './TrayEmpty.tsx';
import { TrayHead } from './TrayHead.tsx';
import { TrayRow, trayRowHeight } from './TrayRow.tsx';
import { statesOf } from './trayGroups.ts';
import type { TrayGroup } from './trayGroups.ts';
import type { TrayListProps } from './trayListProps.ts';

/** The unsent changes record by record, however many there are. */
export function TrayRecords({ group, selection, now, onTotal, renderDetail }: TrayListProps): ReactNode {
  const source = useOutbox(group);
  const snapshot = useSyncExternalStore(source.subscribe, () => source.snapshot);
  const [current, setCurrent] = useState(0);
  const total = snapshot.total ?? 0;
  const focused = total === 0 ? null : (source.item(Math.min(current, total - 1)) ?? null);

  useEffect(() => onTotal(snapshot.total), [onTotal, snapshot.total]);

  if (total === 0) {
    return (
      <TrayEmpty
        group={group}
        loading={snapshot.total === null}
        failed={snapshot.failed}
        onRetry={() => source.refresh()}
      />
    );
  }
  return (
    <div className="upl-tray-body">
      <div className="upl-tray-list">
        <TrayHead group={group} total={total} selection={selection} />
        <PagedList<OutboxItem>
          label="Unsent changes"
          source={source}
          rowHeight={trayRowHeight}
          current={current}
          onCurrent={setCurrent}
          renderRow={(item, index, isCurrent) => (
            <TrayRow
              item={item}
              now={now}
              current={isCurrent}
              checked={selection.has(item)}
              onCheck={(checked) => selection.set([item], checked)}
              onOpen={() => setCurrent(index)}
            />
          )}
        />
      </div>
      {renderDetail(focused)}
    </div>
  );
}

/** The outbox, one group of states of it, kept up to date. */
function useOutbox(group: TrayGroup): ListSource<OutboxItem> {
  const engine = useEngine();
  const source = useMemo(() => {
    const states = statesOf(group);
    return new ListSource<OutboxItem>(async (offset, limit) => {
      const answer = await engine.call('outbox.list', {
        offset,
        limit,
        ...(states === undefined ? {} : { states }),
      });
      return answer.ok ? answer.value : null;
    });
  }, [engine, group]);
  useEffect(() => {
    source.refresh();
    return engine.on((event) => {
      if (event.event === 'outbox') source.refresh();
    });
  }, [engine, source]);
  return source;
}
