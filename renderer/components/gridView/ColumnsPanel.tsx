import './gridView.css';
import { ActionIcon, Button, Checkbox, Popover, SegmentedControl } from '@mantine/core';
import { IconColumns3, IconGripVertical } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { plainArrangement } from '../../../domain/shippedViews.ts';
import { announce } from '../../state/announcer.ts';
import type { GridViewStore } from './gridViewStore.ts';

interface ColumnsPanelProps {
  readonly collection: CollectionName;
  readonly store: GridViewStore;
  /** A column that always stays. */
  readonly fixed: string;
}

/** Which columns are shown and in which order (by dragging or with the arrow keys), and how dense the rows are. */
export const ColumnsPanel = memo(function ColumnsPanel({
  collection,
  store,
  fixed,
}: ColumnsPanelProps): ReactNode {
  const { arrangement, arrange } = useStore(store);
  const [dragged, setDragged] = useState<string | null>(null);
  const definitions = collections[collection].fields;
  const labelOf = (field: string): string => definitions.find(({ name }) => name === field)?.label ?? field;
  const { fields } = arrangement;
  const hidden = definitions.map(({ name }) => name).filter((name) => !fields.includes(name));

  const toggle = (field: string): void =>
    arrange({ fields: fields.includes(field) ? fields.filter((one) => one !== field) : [...fields, field] });
  const move = (field: string, to: number): void => {
    const rest = fields.filter((one) => one !== field);
    const place = Math.max(0, Math.min(to, rest.length));
    arrange({ fields: rest.toSpliced(place, 0, field) });
    announce(`${labelOf(field)} is column ${place + 1} of ${fields.length}.`);
  };

  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus width={320}>
      <Popover.Target>
        <Button
          className="upl-layout-button"
          title="Columns"
          variant="default"
          leftSection={<IconColumns3 size={15} aria-hidden />}
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="upl-columns" aria-label="Columns">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Height of rows"
          data={[
            { value: 'normal', label: 'Normal rows' },
            { value: 'compact', label: 'Compact rows' },
          ]}
          value={arrangement.density}
          onChange={(value) => arrange({ density: value === 'compact' ? 'compact' : 'normal' })}
        />
        <ul className="upl-columns-list" aria-label="Columns in their order">
          {fields.map((field, index) => (
            <li key={field} data-field={field} data-dragged={dragged === field || undefined}>
              <ActionIcon
                size={20}
                className="upl-columns-grip"
                aria-label={`Move ${labelOf(field)}, column ${index + 1}: drag, or press the up and down arrow`}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDragged(field);
                }}
                onPointerMove={(event) => {
                  if (dragged !== field) return;
                  const over = fieldAt(event.clientX, event.clientY);
                  if (over !== field && fields.includes(over)) move(field, fields.indexOf(over));
                }}
                onLostPointerCapture={() => setDragged(null)}
                onKeyDown={(event) => {
                  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
                  event.preventDefault();
                  move(field, index + (event.key === 'ArrowUp' ? -1 : 1));
                }}
              >
                <IconGripVertical size={14} aria-hidden />
              </ActionIcon>
              <Checkbox
                size="xs"
                label={labelOf(field)}
                checked
                disabled={field === fixed}
                onChange={() => toggle(field)}
              />
            </li>
          ))}
          {hidden.map((field) => (
            <li key={field}>
              <span className="upl-columns-gap" aria-hidden />
              <Checkbox size="xs" label={labelOf(field)} checked={false} onChange={() => toggle(field)} />
            </li>
          ))}
        </ul>
        <Button
          variant="subtle"
          onClick={() => {
            const { fields: first, widths, frozen, density } = plainArrangement(collection);
            arrange({ fields: first, widths, frozen, density });
          }}
        >
          Reset columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
});

/** The field of the row of this panel at a point of the window. */
function fieldAt(x: number, y: number): string {
  return document.elementFromPoint(x, y)?.closest('li[data-field]')?.getAttribute('data-field') ?? '';
}
