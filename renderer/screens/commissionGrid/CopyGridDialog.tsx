import { Modal, Select } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';
import { counted } from '../../state/format.ts';
import { ChooseStep } from './ChooseStep.tsx';
import { PlanCheck } from './PlanCheck.tsx';
import { ProductPicker, productsToPick } from './ProductPicker.tsx';

interface CopyGridDialogProps {
  readonly grid: ReadGrid;
  readonly opened: boolean;
  /** The product to copy from, where the dialog was opened from one. */
  readonly from: string | null;
  readonly onClose: () => void;
}

/** Gives other products the levels of one, with every field: checked first, staged as one gesture. */
export function CopyGridDialog({ grid, opened, from, onClose }: CopyGridDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Copy a product’s commission grid" size={860}>
      {opened ? <CopyGrid grid={grid} from={from} onClose={onClose} /> : null}
    </Modal>
  );
}

function CopyGrid({ grid, from, onClose }: Omit<CopyGridDialogProps, 'opened'>): ReactNode {
  const [source, setSource] = useState<string | null>(from);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const [checking, setChecking] = useState(false);
  const products = productsToPick(grid);
  const targets = grid.products.map(({ id }) => id).filter((id) => id !== source && chosen.has(id));

  if (checking && source !== null) {
    const name = grid.products.find(({ id }) => id === source)?.name ?? 'a product';
    return (
      <PlanCheck
        wanted={{ kind: 'copy', fromProductId: source, toProductIds: targets }}
        labelOf={() => `Copy the grid of ${name} to ${counted(targets.length, 'product')}`.slice(0, 200)}
        onBack={() => setChecking(false)}
        onDone={onClose}
      />
    );
  }
  const missing =
    source === null
      ? 'Choose the product to copy from.'
      : targets.length === 0
        ? 'Tick at least one product.'
        : null;
  return (
    <ChooseStep
      missing={missing}
      note="Every field is copied. Levels that only the other product has stay as they are."
      onCheck={() => setChecking(true)}
      onClose={onClose}
    >
      <Select
        label="Copy the levels of"
        placeholder="A product with levels"
        size="xs"
        searchable
        data-autofocus
        data={products
          .filter(({ levels }) => levels > 0)
          .map(({ id, name, note }) => ({ value: id, label: `${name} (${note})` }))}
        value={source}
        onChange={setSource}
        nothingFoundMessage="No such product has levels"
      />
      <ProductPicker
        label="To these products"
        products={products.filter(({ id }) => id !== source)}
        chosen={new Set(targets)}
        onChosen={setChosen}
      />
    </ChooseStep>
  );
}
