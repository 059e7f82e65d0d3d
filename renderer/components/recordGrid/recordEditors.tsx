import type { ProvideEditorCallback, ProvideEditorComponent } from '@glideapps/glide-data-grid';
import type { ComponentType } from 'react';
import type { FieldKind } from '../../../domain/fields.ts';
import type { CellInput } from '../../../preload/contract/engine.ts';
import { DateEditor } from './DateEditor.tsx';
import type { EditEnd } from './editEnd.ts';
import { isPicked } from './gridColumns.ts';
import { PickerEditor } from './PickerEditor.tsx';
import type { RecordCell } from './recordCell.ts';
import { StatesEditor } from './StatesEditor.tsx';
import { TextEditor } from './TextEditor.tsx';
import type { TextEditorProps } from './TextEditor.tsx';

type EditorProps = Parameters<ProvideEditorComponent<RecordCell>>[0];

/** What each editor calls when it is done. `null` leaves the cell as it was. */
export interface EditorFinish {
  (input: CellInput | null, shown: string, end: EditEnd): void;
}

function finishOf({ value, onFinishedEditing }: EditorProps): EditorFinish {
  return (input, inputText, { movement, everywhere }) => {
    if (input === null) onFinishedEditing(undefined, movement);
    else onFinishedEditing({ ...value, data: { ...value.data, input, inputText, everywhere } }, movement);
  };
}

/** Keeps what was typed so far, so that a click elsewhere commits it as a spreadsheet does. */
function typedKeeper({ value, onChange }: EditorProps): (text: string) => void {
  return (text) => onChange({ ...value, data: { ...value.data, input: { typed: text }, inputText: text } });
}

/** Kinds that are typed or picked. */
const typedEditors: Readonly<Partial<Record<FieldKind['type'], ComponentType<TextEditorProps>>>> = {
  date: DateEditor,
  states: StatesEditor,
};

function TypedCell(props: EditorProps): React.ReactNode {
  const { data } = props.value;
  const Editor = typedEditors[data.kind.type] ?? TextEditor;
  return (
    <Editor
      label={data.title}
      text={data.input === null ? data.text : data.inputText}
      firstTyped={props.initialValue}
      kind={data.kind}
      onTyped={typedKeeper(props)}
      onFinish={finishOf(props)}
    />
  );
}

function PickedCell(props: EditorProps): React.ReactNode {
  const { data } = props.value;
  return (
    <PickerEditor
      label={data.title}
      recordId={data.recordId}
      field={data.field}
      kind={data.kind}
      current={data.text}
      firstTyped={props.initialValue}
      onFinish={finishOf(props)}
    />
  );
}

/** The editor of a cell: a list where the value is chosen, a text box where it is typed. */
export const provideRecordEditor: ProvideEditorCallback<RecordCell> = (cell) => {
  if (cell.readonly === true) return undefined;
  return {
    editor: isPicked(cell.data.kind) ? PickedCell : TypedCell,
    disablePadding: true,
    disableStyling: true,
  };
};
