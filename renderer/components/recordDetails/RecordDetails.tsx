import './recordDetails.css';
import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconHandFinger, IconX } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { collections, vendorOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../FailureNote.tsx';
import { StatePanel } from '../StatePanel.tsx';
import { CellFacts } from './CellFacts.tsx';
import { tookFocus, useDetailView } from './detailView.ts';
import type { DetailView } from './detailView.ts';
import { HistoryList } from './HistoryList.tsx';
import { PanelForm } from './PanelForm.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { useRecordDetail } from './useRecordDetail.ts';

const views: readonly { readonly value: DetailView; readonly label: string }[] = [
  { value: 'fields', label: 'Fields' },
  { value: 'edit', label: 'Edit' },
  { value: 'cell', label: 'Cell' },
  { value: 'history', label: 'History' },
];

interface RecordDetailsProps {
  readonly collection: CollectionName;
  readonly recordId: string | null;
  /** The field the cursor is on. */
  readonly field: string | null;
  readonly onClose: () => void;
  /** Back to where the record was chosen, with the keys. */
  readonly onLeave?: () => void;
  /** What the vendor's own changelog tells of the record, where it has one. */
  readonly Changes?: ComponentType<{ readonly id: string }>;
}

/** Beside a sheet: the focused record, its fields to read and to change, the focused cell, and their history. */
export function RecordDetails(props: RecordDetailsProps): ReactNode {
  const { collection, recordId, field, onClose, onLeave, Changes } = props;
  const { view: wished, asked } = useDetailView();
  const readOnly = collections[collection].readOnlyBecause !== undefined;
  // What nobody changes here has no form; the wish stands for the other sheets.
  const view = readOnly && wished === 'edit' ? 'fields' : wished;
  /** The record whose form holds something that is not saved: it stays, wherever the cursor goes. */
  const [held, setHeld] = useState<string | null>(null);
  const { record, failure, reading } = useRecordDetail(
    collection,
    view === 'edit' ? (held ?? recordId) : recordId,
  );
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLElement>(null);
  const isThere = record !== null && !reading;

  useEffect(() => {
    // A form puts the focus on the field itself.
    if (!asked || !isThere || view === 'edit') return;
    body.current?.focus();
    tookFocus();
  }, [asked, isThere, view]);

  const leave = useEffectEvent(() => onLeave?.());
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // An open list of choices takes the key for itself.
      const choosing = event.target instanceof HTMLElement && event.target.ariaExpanded === 'true';
      if (event.key !== 'Escape' || event.defaultPrevented || choosing) return;
      event.preventDefault();
      leave();
    };
    const element = panel.current;
    element?.addEventListener('keydown', press);
    return () => element?.removeEventListener('keydown', press);
  }, []);

  return (
    <aside className="upl-detail" aria-label="Record details" aria-busy={reading} ref={panel}>
      <header className="upl-detail-head">
        <h2 title={record?.title}>{record?.title ?? 'Details'}</h2>
        <ActionIcon aria-label="Hide details" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      {failure === null ? null : <FailureNote failure={failure} />}
      {record === null && failure === null && !reading ? (
        <StatePanel icon={<IconHandFinger size={26} aria-hidden />} title="No record chosen">
          Move to a cell to see what {vendorOf(collection)} holds{readOnly ? '' : ' and what you changed'}.
        </StatePanel>
      ) : null}
      {record === null ? null : (
        <>
          <SegmentedControl
            className="upl-detail-views"
            size="xs"
            fullWidth
            aria-label="What to show of the record"
            data={views.filter(({ value }) => value !== 'edit' || !readOnly)}
            value={view}
            onChange={(value) => useDetailView.setState({ view: value })}
          />
          {held !== null && view === 'edit' && recordId !== null && recordId !== held ? (
            <p className="upl-detail-age">
              The cursor is on another record. Save or cancel here to see that one.
            </p>
          ) : null}
          <section
            ref={body}
            className="upl-detail-body"
            aria-label={views.find(({ value }) => value === view)?.label}
            tabIndex={0}
            // A key that comes before the record of the cursor is there must not change the one before it.
            inert={reading}
          >
            <View
              view={view}
              asked={asked && isThere}
              record={record}
              field={field}
              Changes={Changes}
              onHold={setHeld}
            />
          </section>
        </>
      )}
    </aside>
  );
}

interface ViewProps {
  readonly view: DetailView;
  readonly asked: boolean;
  readonly record: RecordDetail;
  readonly field: string | null;
  readonly Changes: RecordDetailsProps['Changes'];
  readonly onHold: (recordId: string | null) => void;
}

function View({ view, asked, record, field, Changes, onHold }: ViewProps): ReactNode {
  switch (view) {
    case 'fields':
      return <RecordFacts record={record} field={field} />;
    case 'edit':
      return <PanelForm key={record.id} record={record} field={field} asked={asked} onHold={onHold} />;
    case 'cell':
      return <CellFacts record={record} field={field} />;
    case 'history':
      return (
        <>
          {Changes === undefined ? null : <Changes key={record.id} id={record.id} />}
          <section aria-label="On this computer">
            <h3>On this computer</h3>
            <HistoryList key={record.id} collection={record.collection} id={record.id} />
          </section>
        </>
      );
    default:
      return assertNever(view);
  }
}
