import type { ReactNode } from 'react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { collections } from '../../../domain/collections.ts';
import { editFields } from '../recordForm/formFields.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { tookFocus } from './detailView.ts';
import { EditForm } from '../recordForm/EditForm.tsx';

interface PanelFormProps {
  readonly record: RecordDetail;
  /** The field the cursor is on: its input takes the focus when the form is asked for by a key. */
  readonly field: string | null;
  /** Whether the form is to take the focus. */
  readonly asked: boolean;
  /** Names the record while its form holds something that is not saved, and null after that. */
  readonly onHold: (recordId: string | null) => void;
}

/** The record as a form: everything its cells can do, for whoever does not work in a canvas. */
export function PanelForm({ record, field, asked, onHold }: PanelFormProps): ReactNode {
  const form = useRef<HTMLDivElement>(null);
  const hold = useEffectEvent(onHold);
  const focusField = useEffectEvent(() => {
    const inputs = 'input:not([type=hidden]), textarea';
    const own = form.current?.querySelector(`[data-field="${CSS.escape(field ?? '')}"]`);
    const input = (own ?? form.current)?.querySelector<HTMLElement>(inputs);
    input?.scrollIntoView({ block: 'nearest' });
    input?.focus();
    tookFocus();
  });
  useEffect(() => () => hold(null), []);
  useEffect(() => {
    if (asked) focusField();
  }, [asked]);

  const { main, more } = editFields(record.collection, record.id);
  if (main.length + more.length === 0)
    return (
      <p className="upl-detail-age">
        {collections[record.collection].readOnlyBecause ??
          'AgentSync lets nobody change the fields of this record.'}
      </p>
    );
  return (
    <div className="upl-detail-form" ref={form}>
      <EditForm detail={record} title={record.title} onDirty={(dirty) => onHold(dirty ? record.id : null)} />
    </div>
  );
}
