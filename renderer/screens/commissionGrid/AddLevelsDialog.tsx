import '../../components/recordForm/recordForm.css';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';
import { counted } from '../../state/format.ts';
import { freshLine, isBlank, usualFields } from './levelLines.ts';
import type { LevelLine } from './levelLines.ts';
import { LevelLines } from './LevelLines.tsx';
import { PlanCheck } from './PlanCheck.tsx';
import { levelsNote, ProductPicker } from './ProductPicker.tsx';

/** What the place where the dialog was opened has chosen already. */
export interface AddingTo {
  readonly productId?: string;
  readonly name?: string;
}

interface AddLevelsDialogProps {
  readonly grid: ReadGrid;
  /** Null while it is closed. */
  readonly to: AddingTo | null;
  readonly onClose: () => void;
}

/** Makes several levels for several products in one gesture: typed or pasted, ticked, checked, staged. */
export function AddLevelsDialog({ grid, to, onClose }: AddLevelsDialogProps): ReactNode {
  return (
    <Modal opened={to !== null} onClose={onClose} title="Add commission levels" size={980}>
      {to === null ? null : <AddLevels grid={grid} to={to} onClose={onClose} />}
    </Modal>
  );
}

function AddLevels({
  grid,
  to,
  onClose,
}: {
  readonly grid: ReadGrid;
  readonly to: AddingTo;
  readonly onClose: () => void;
}): ReactNode {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(to.productId === undefined ? [] : [to.productId]),
  );
  const [lines, setLines] = useState<readonly LevelLine[]>(() => [
    { ...freshLine, ...(to.name === undefined ? {} : { name: to.name }) },
  ]);
  const [fields, setFields] = useState(usualFields);
  const [checking, setChecking] = useState(false);
  const levels = lines.filter((line) => !isBlank(line));
  const count = new Map<string, number>();
  for (const { productId } of grid.levels) count.set(productId, (count.get(productId) ?? 0) + 1);

  if (checking) {
    // In the order of the grid, however they were ticked.
    const productIds = grid.products.map(({ id }) => id).filter((id) => chosen.has(id));
    return (
      <PlanCheck
        wanted={{ kind: 'add', productIds, levels }}
        labelOf={({ counts }) =>
          `Add ${counted(counts.create, 'level')} to ${counted(productIds.length, 'product')}`
        }
        onBack={() => setChecking(false)}
        onDone={onClose}
      />
    );
  }
  const missing =
    levels.length === 0
      ? 'Name at least one level.'
      : chosen.size === 0
        ? 'Tick at least one product.'
        : null;
  return (
    <form
      className="upl-lgrid-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) setChecking(true);
      }}
    >
      <LevelLines
        lines={lines}
        fields={fields}
        onChange={(next, shown) => {
          setLines(next);
          setFields(shown);
        }}
      />
      <ProductPicker
        label="For these products"
        products={grid.products.map(({ id, name }) => ({ id, name, note: levelsNote(count.get(id) ?? 0) }))}
        chosen={chosen}
        onChosen={setChosen}
      />
      <div className="upl-record-actions">
        <output className="upl-dim">
          {missing ?? 'Nothing is staged before you have seen what it does.'}
        </output>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={missing !== null}>
          Check
        </Button>
      </div>
    </form>
  );
}
