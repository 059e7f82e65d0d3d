import './tray.css';
import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { ListSource } from '../../components/pagedList/listSource.ts';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { useStatus } from '../../state/status.ts';
import { useNow } from '../../state/useNow.ts';
import { DiscardDialog } from './DiscardDialog.tsx';
import { TrayDetail } from './TrayDetail.tsx';
import { TrayEmpty } from './TrayEmpty.tsx';
import { statesOf, trayGroupLabels, trayGroupOf, trayGroups } from './trayGroups.ts';
import type { TrayGroup } from './trayGroups.ts';
import { TrayNotice } from './TrayNotice.tsx';
import { TrayRow, trayRowHeight } from './TrayRow.tsx';
import { useTrayActions } from './useTrayActions.ts';
import { useTraySelection } from './useTraySelection.ts';

interface Discarding {
  readonly operationIds: readonly string[];
  readonly records: number;
}

/** Every change that is not sent yet, and what can be done about it. */
export function TrayScreen(): ReactNode {
  const [group, setGroup] = useState<TrayGroup>('all');
  const source = useOutbox(group);
  const snapshot = useSyncExternalStore(source.subscribe, () => source.snapshot);
  const [current, setCurrent] = useState(0);
  const [discarding, setDiscarding] = useState<Discarding | null>(null);
  const selection = useTraySelection();
  const actions = useTrayActions();
  const now = useNow();
  const unsent = useStatus((state) => state.status?.outbox.unsent ?? 0);
  const total = snapshot.total ?? 0;
  const focused = total === 0 ? null : (source.item(Math.min(current, total - 1)) ?? null);

  const choose = (value: string): void => {
    setGroup(trayGroupOf(value));
    setCurrent(0);
    selection.clear();
  };
  const discard = async (operationIds: readonly string[]): Promise<void> => {
    if (!(await actions.discard(operationIds))) return;
    setDiscarding(null);
    selection.clear();
  };

  return (
    <div className="upl-tray">
      <TrayNotice onGoOnline={actions.goOnline} />
      <div className="upl-tray-bar" role="toolbar" aria-label="Unsent changes">
        <SegmentedControl
          aria-label="Show"
          value={group}
          onChange={choose}
          data={trayGroups.map((value) => ({ value, label: trayGroupLabels[value] }))}
        />
        <span className="upl-tray-count" data-testid="tray-count">
          {snapshot.total === null ? 'Reading…' : countWords(group, total, selection.count)}
        </span>
        <Button
          disabled={selection.count === 0}
          variant="default"
          onClick={() => actions.send(selection.operationIds())}
        >
          Send selected
        </Button>
        <Button
          disabled={selection.count === 0}
          variant="default"
          onClick={() => setDiscarding({ operationIds: selection.operationIds(), records: selection.count })}
        >
          Discard…
        </Button>
        <Button disabled={unsent === 0 || actions.busy} onClick={() => actions.send()}>
          Send all now
        </Button>
      </div>
      {total === 0 ? (
        <TrayEmpty
          group={group}
          loading={snapshot.total === null}
          failed={snapshot.failed}
          onRetry={() => source.refresh()}
        />
      ) : (
        <div className="upl-tray-body">
          <div className="upl-tray-list">
            <div className="upl-tray-head">
              <Checkbox
                aria-label="Select all"
                checked={selection.count === total}
                indeterminate={selection.count > 0 && selection.count < total}
                onChange={(event) =>
                  event.currentTarget.checked ? selection.selectAll(statesOf(group)) : selection.clear()
                }
              />
              <span>Record</span>
              <span>Change</span>
              <span>State</span>
            </div>
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
                  onCheck={(checked) => selection.set(item, checked)}
                  onOpen={() => setCurrent(index)}
                />
              )}
            />
          </div>
          <TrayDetail
            item={focused}
            now={now}
            busy={actions.busy}
            onSend={actions.send}
            onDiscard={(operationIds) => setDiscarding({ operationIds, records: 1 })}
            onResolve={actions.resolve}
          />
        </div>
      )}
      <DiscardDialog
        records={discarding?.records ?? null}
        busy={actions.busy}
        onCancel={() => setDiscarding(null)}
        onDiscard={() => run(discard(discarding?.operationIds ?? []))}
      />
    </div>
  );
}

function countWords(group: TrayGroup, total: number, selected: number): string {
  if (total === 0) return '';
  const records = counted(total, 'record');
  const shown = group === 'all' ? `${records} with unsent changes` : records;
  return selected === 0 ? shown : `${shown} · ${selected.toLocaleString('en-US')} selected`;
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
