import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FieldKind } from '../../../domain/fields.ts';
import type { FieldFilter, ViewFilter } from '../../../domain/viewFilter.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { rangeOf, shapeOf, spansWith } from './filterDrafts.ts';
import { DateField } from '../dateField/DateField.tsx';
import { ValuePicker } from './ValuePicker.tsx';

interface FilterEditorProps {
  readonly request: ViewRequest;
  readonly field: string;
  readonly kind: FieldKind;
  /** The condition there is on this column. */
  readonly filter: FieldFilter | null;
  readonly onChange: (filter: ViewFilter | null) => void;
}

/** The conditions a column offers, by what it holds. They act at once. */
export function FilterEditor(props: FilterEditorProps): ReactNode {
  switch (shapeOf(props.kind)) {
    case 'number':
      return <RangeEditor {...props} shape="number" />;
    case 'date':
      return <DateEditor {...props} />;
    case 'list':
      return <ListEditor {...props} />;
    case 'text':
      return <TextEditor {...props} />;
    default:
      return <SetEditor {...props} />;
  }
}

function SetEditor({ request, field, filter, onChange }: FilterEditorProps): ReactNode {
  return (
    <ValuePicker
      request={request}
      field={field}
      chosen={filter?.test === 'one-of' ? filter.texts : []}
      onChange={(texts) => onChange(texts.length === 0 ? null : { field, test: 'one-of', texts: [...texts] })}
    />
  );
}

const listTests = [
  { value: 'any-of', label: 'Any of' },
  { value: 'all-of', label: 'All of' },
  { value: 'none-of', label: 'None of' },
] as const;
type ListTest = (typeof listTests)[number]['value'];

function ListEditor({ request, field, filter, onChange }: FilterEditorProps): ReactNode {
  const held =
    filter?.test === 'any-of' || filter?.test === 'all-of' || filter?.test === 'none-of' ? filter : null;
  const [test, setTest] = useState<ListTest>(held?.test ?? 'any-of');
  const put = (next: ListTest, texts: readonly string[]): void =>
    onChange(texts.length === 0 ? null : { field, test: next, texts: [...texts] });
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Which of the ticked"
        data={[...listTests]}
        value={test}
        onChange={(value) => {
          const next = listTests.find((one) => one.value === value)?.value ?? 'any-of';
          setTest(next);
          if (held !== null) put(next, held.texts);
        }}
      />
      <ValuePicker
        request={request}
        field={field}
        chosen={held?.texts ?? []}
        onChange={(texts) => put(test, texts)}
      />
    </>
  );
}

const textTests = [
  { value: 'contains', label: 'Contains' },
  { value: 'lacks', label: 'Does not contain' },
  { value: 'begins', label: 'Begins with' },
  { value: 'equals', label: 'Is' },
  { value: 'empty', label: 'Is empty' },
  { value: 'filled', label: 'Is not empty' },
  { value: 'one-of', label: 'Is one of…' },
] as const;
type TextTest = (typeof textTests)[number]['value'];

function TextEditor(props: FilterEditorProps): ReactNode {
  const { field, filter, onChange } = props;
  const [test, setTest] = useState<TextTest>(
    textTests.find(({ value }) => value === filter?.test)?.value ?? 'contains',
  );
  const [text, setText] = useState(filter !== null && 'text' in filter ? filter.text : '');
  const put = (next: TextTest, typed: string): void => {
    if (next === 'empty' || next === 'filled') onChange({ field, test: next });
    else if (next === 'one-of') onChange(filter?.test === 'one-of' ? filter : null);
    else onChange(typed === '' ? null : { field, test: next, text: typed });
  };
  return (
    <>
      <Select
        size="xs"
        aria-label="Condition"
        data={[...textTests]}
        value={test}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
        onChange={(value) => {
          const next = textTests.find((one) => one.value === value)?.value ?? 'contains';
          setTest(next);
          put(next, text);
        }}
      />
      {test === 'one-of' ? (
        <SetEditor {...props} />
      ) : test === 'empty' || test === 'filled' ? null : (
        <TextInput
          size="xs"
          aria-label="Text to look for"
          value={text}
          maxLength={500}
          onChange={(event) => {
            setText(event.currentTarget.value);
            put(test, event.currentTarget.value.trim());
          }}
        />
      )}
    </>
  );
}

function DateEditor(props: FilterEditorProps): ReactNode {
  const { field, filter, onChange } = props;
  const { offered, chosen } = spansWith(filter?.test === 'days' ? filter : null);
  return (
    <>
      <Select
        size="xs"
        aria-label="Span of days"
        placeholder={filter?.test === 'date' ? 'The days below' : 'Any day'}
        clearable
        data={[...offered.map(({ label }) => label), 'Is empty', 'Is not empty']}
        value={
          filter?.test === 'empty'
            ? 'Is empty'
            : filter?.test === 'filled'
              ? 'Is not empty'
              : (chosen?.label ?? null)
        }
        comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
        onChange={(label) => {
          const span = offered.find((one) => one.label === label);
          if (label === 'Is empty') onChange({ field, test: 'empty' });
          else if (label === 'Is not empty') onChange({ field, test: 'filled' });
          else onChange(span === undefined ? null : { field, test: 'days', from: span.from, to: span.to });
        }}
      />
      <RangeEditor {...props} shape="date" />
    </>
  );
}

function RangeEditor({
  field,
  filter,
  onChange,
  shape,
}: FilterEditorProps & { readonly shape: 'number' | 'date' }): ReactNode {
  const held = filter?.test === shape ? filter : null;
  const [draft, setDraft] = useState({ from: held?.from ?? '', to: held?.to ?? '' });
  const { filter: wanted, wrong } = rangeOf(field, shape, draft);
  const expected = shape === 'number' ? 'A number, like 95 or 102.5' : 'A date, like 2026-03-01 or 3/1/2026';
  const end = (which: 'from' | 'to', label: string): ReactNode => {
    const put = (text: string): void => setDraft({ ...draft, [which]: text });
    const common = { size: 'xs', label, value: draft[which], maxLength: 40 } as const;
    const error = wrong === which ? expected : null;
    return shape === 'date' ? (
      <DateField {...common} error={error} name={label} onText={put} />
    ) : (
      <TextInput {...common} error={error} onChange={(event) => put(event.currentTarget.value)} />
    );
  };
  return (
    <form
      className="upl-filter-range"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === null) onChange(wanted);
      }}
    >
      {end('from', shape === 'number' ? 'At least' : 'From')}
      {end('to', shape === 'number' ? 'At most' : 'To')}
      <Button type="submit" variant="default" size="compact-xs" disabled={wrong !== null}>
        Apply
      </Button>
    </form>
  );
}
