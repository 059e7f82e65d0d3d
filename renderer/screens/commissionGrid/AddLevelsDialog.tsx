import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';
import { counted } from '../../state/format.ts';
import type { LevelPlan } from '../../../domain/commissionGrid/plan.ts';
import { ChooseStep } from './ChooseStep.tsx';
import { freshLine, isBlank, namesProduct, usualFields } from './levelLines.ts';
import type { LevelLine, PastedLines } from './levelLines.ts';
import { LevelLines } from './LevelLines.tsx';
import { PlanCheck } from './PlanCheck.tsx';
import { ProductPicker, productsToPick } from './ProductPicker.tsx';

/** What the place where the dialog was opened has chosen already. */
export interface AddingTo {
  readonly productId?: string;
  readonly name?: string;
  /** Levels that were pasted or typed already. */
  readonly pasted?: PastedLines;
}

interface AddLevelsDialogProps {
  readonly carrierId: string;
  readonly grid: ReadGrid;
  /** Null while it is closed. */
  readonly to: AddingTo | null;
  readonly onClose: () => void;
}

/** Makes several levels for several products in one gesture: typed or pasted, ticked, checked, staged. */
export function AddLevelsDialog({ carrierId, grid, to, onClose }: AddLevelsDialogProps): ReactNode {
  return (
    <Modal opened={to !== null} onClose={onClose} title="Add commission levels" size={980}>
      {to === null ? null : <AddLevels carrierId={carrierId} grid={grid} to={to} onClose={onClose} />}
    </Modal>
  );
}

interface AddLevelsProps {
  readonly carrierId: string;
  readonly grid: ReadGrid;
  readonly to: AddingTo;
  readonly onClose: () => void;
}

function AddLevels({ carrierId, grid, to, onClose }: AddLevelsProps): ReactNode {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(to.productId === undefined ? [] : [to.productId]),
  );
  const [lines, setLines] = useState<readonly LevelLine[]>(() =>
    to.pasted === undefined || to.pasted.lines.length === 0
      ? [freshLine(to.name === undefined ? {} : { name: to.name })]
      : to.pasted.lines,
  );
  const [fields, setFields] = useState(to.pasted?.fields ?? usualFields);
  const [note, setNote] = useState(to.pasted?.leftOut ?? null);
  const [checking, setChecking] = useState(false);
  const levels = lines.filter((line) => !isBlank(line));

  if (checking) {
    // In the order of the grid, however they were ticked.
    const productIds = grid.products.map(({ id }) => id).filter((id) => chosen.has(id));
    return (
      <PlanCheck
        wanted={{ kind: 'add', carrierId, productIds, levels: levels.map(({ texts }) => texts) }}
        labelOf={addLabel}
        onBack={() => setChecking(false)}
        onDone={({ rows }) => {
          const refused = new Set(
            rows.filter(({ verdict }) => verdict.kind === 'refused').map(({ line }) => line),
          );
          if (refused.size === 0) return onClose();
          // What was refused keeps its text, to be corrected; the rest is staged.
          setLines(levels.filter((_line, index) => refused.has(index)));
          setNote(
            `${counted(refused.size, 'line')} refused and still here to be corrected; the rest is staged.`,
          );
          setChecking(false);
        }}
      />
    );
  }
  const named = levels.filter(namesProduct).length;
  const missing =
    levels.length === 0
      ? 'Name at least one level.'
      : named < levels.length && chosen.size === 0
        ? 'Tick at least one product.'
        : null;
  return (
    <ChooseStep
      missing={missing}
      note="Nothing is staged before you have seen what it does."
      onCheck={() => setChecking(true)}
      onClose={onClose}
    >
      <LevelLines
        key={note}
        note={note}
        lines={lines}
        fields={fields}
        onChange={(next, shown) => {
          setLines(next);
          setFields(shown);
        }}
      />
      <ProductPicker
        label={named === 0 ? 'For these products' : 'Levels that name no product, for these'}
        products={productsToPick(grid)}
        chosen={chosen}
        onChosen={setChosen}
      />
    </ChooseStep>
  );
}

function addLabel({ rows, counts }: LevelPlan): string {
  const products = new Set(
    rows.filter(({ verdict }) => verdict.kind !== 'refused').map(({ productId }) => productId),
  );
  return `Add ${counted(counts.create, 'level')} to ${counted(products.size, 'product')}`;
}
