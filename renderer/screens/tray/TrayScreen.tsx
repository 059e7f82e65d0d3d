import './tray.css';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { counted, formatCount } from '../../state/format.ts';
import { openDialog } from '../../state/frameDialogs.ts';
import { isAsked } from '../../state/isAsked.ts';
import { useScreenCommands } from '../../state/screenCommands.ts';
import { useNow } from '../../state/useNow.ts';
import { EditDialog } from '../../components/recordForm/EditDialog.tsx';
import { ImportDialog } from '../../components/transfer/ImportDialog.tsx';
import { RequestsDialog } from './RequestsDialog.tsx';
import { SendDialog } from './SendDialog.tsx';
import { TrayBar } from './TrayBar.tsx';
import type { Grouping } from './TrayBar.tsx';
import { TrayDetail } from './TrayDetail.tsx';
import { TrayGestures } from './TrayGestures.tsx';
import { TrayNotice } from './TrayNotice.tsx';
import { TrayRecords } from './TrayRecords.tsx';
import type { TrayGroup } from './trayGroups.ts';
import { UncertainDialog } from './UncertainDialog.tsx';
import { useTrayActions } from './useTrayActions.ts';
import type { TrayActions } from './useTrayActions.ts';
import { useTraySelection } from './useTraySelection.ts';
import type { TraySelection } from './useTraySelection.ts';

/** Every change that is not sent yet, and what can be done about it. */
export function TrayScreen(): ReactNode {
  const [group, setGroup] = useState<TrayGroup>('all');
  const [grouping, setGrouping] = useState<Grouping>('record');
  const [total, setTotal] = useState<number | null>(null);
  const [requestsOf, setRequestsOf] = useState<readonly string[] | null>(null);
  const [deciding, setDeciding] = useState<OutboxItem | null>(null);
  const [editing, setEditing] = useState<OutboxItem | null>(null);
  const [importing, setImporting] = useState(false);
  const selection = useTraySelection();
  const actions = useTrayActions((operationIds) => {
    // What is on its way is ticked no more: the next thing done to a selection is not done to it.
    if (operationIds === selection.operationIds) selection.clear();
  });
  const now = useNow();
  useTrayKeys(actions, selection);
  const List = grouping === 'record' ? TrayRecords : TrayGestures;

  const discard = async (operationIds: readonly string[]): Promise<void> => {
    if (await actions.discard(operationIds)) selection.clear();
  };

  return (
    <div className="upl-tray">
      <TrayNotice now={now} onGoOnline={actions.goOnline} onConfirm={() => actions.send()} />
      <TrayBar
        group={group}
        onGroup={(chosen) => {
          setGroup(chosen);
          selection.clear();
        }}
        grouping={grouping}
        onGrouping={setGrouping}
        words={total === null ? 'Reading…' : countWords(group, total, selection.count)}
        selection={selection}
        actions={actions}
        onDiscard={() => run(discard(selection.operationIds))}
        onExport={() => openDialog('export-unsent')}
        onImport={() => setImporting(true)}
      />
      <List
        // A list of other states begins at its own top.
        key={group}
        group={group}
        selection={selection}
        now={now}
        onTotal={setTotal}
        renderDetail={(item) => (
          <TrayDetail
            item={item}
            now={now}
            busy={actions.busy}
            onSend={actions.send}
            onEdit={setEditing}
            onDecide={setDeciding}
            onSendAs={actions.sendAs}
            onHold={actions.hold}
            onDiscard={(operationIds) => run(discard(operationIds))}
            onShowRequests={setRequestsOf}
          />
        )}
      />
      <SendDialog
        plan={actions.confirming?.plan ?? null}
        busy={actions.busy}
        onCancel={actions.cancel}
        onSend={actions.confirm}
      />
      <UncertainDialog
        // What went wrong with one says nothing about the next.
        key={deciding?.recordId}
        item={deciding}
        onClose={() => setDeciding(null)}
      />
      <RequestsDialog operationIds={requestsOf} onClose={() => setRequestsOf(null)} />
      <EditDialog
        record={
          editing === null
            ? null
            : { collection: editing.collection, id: editing.recordId, title: editing.title }
        }
        onClose={() => setEditing(null)}
      />
      <ImportDialog opened={importing} onClose={() => setImporting(false)} />
    </div>
  );
}

/** Ctrl+Enter and the menu send what the button would: what is ticked, else everything clean. Escape unticks. */
function useTrayKeys({ send }: TrayActions, { operationIds, clear }: TraySelection): void {
  const latest = useRef({ send: (): void => undefined, clear });
  useEffect(() => {
    latest.current = { send: () => (operationIds.length === 0 ? send() : send(operationIds)), clear };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isAsked()) latest.current.clear();
    };
    useScreenCommands.setState({ send: () => latest.current.send() });
    window.addEventListener('keydown', press);
    return () => {
      useScreenCommands.setState({ send: null });
      window.removeEventListener('keydown', press);
    };
  }, []);
}

function countWords(group: TrayGroup, total: number, selected: number): string {
  if (total === 0) return '';
  const records = counted(total, 'record');
  const shown = group === 'all' ? `${records} with unsent changes` : records;
  return selected === 0 ? shown : `${shown} · ${formatCount(selected)} selected`;
}
