import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { mostPlannedProducts } from '../../../domain/commissionGrid/plan.ts';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';
import { counted, formatCount } from '../../state/format.ts';

/** A product to choose. */
export interface PickedProduct {
  readonly id: string;
  readonly name: string;
  readonly levels: number;
  /** What stands beside its name. */
  readonly note: string;
}

interface ProductPickerProps {
  readonly label: string;
  readonly products: readonly PickedProduct[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
}

/** Products of the carrier to tick, found by words of their names. */
export function ProductPicker({ label, products, chosen, onChosen }: ProductPickerProps): ReactNode {
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/);
  const found = products.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const all = found.length > 0 && found.every(({ id }) => chosen.has(id));
  const toggleAll = (): void => {
    const next = new Set(chosen);
    for (const { id } of found) {
      if (all) next.delete(id);
      else if (next.size < mostPlannedProducts) next.add(id);
    }
    onChosen(next);
  };
  return (
    <fieldset className="upl-lgrid-products">
      <legend>
        {label} <span className="upl-dim">{formatCount(chosen.size)} ticked</span>
      </legend>
      <div className="upl-lgrid-products-find">
        <TextInput
          type="search"
          aria-label="Find products"
          placeholder="Find products"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button variant="subtle" size="compact-xs" disabled={found.length === 0} onClick={toggleAll}>
          {all ? 'None of these' : `All ${formatCount(found.length)}`}
        </Button>
      </div>
      <div className="upl-lgrid-products-list">
        {found.length === 0 ? (
          <p className="upl-dim">
            {products.length === 0 ? 'There is no other product.' : `No product matches “${search}”.`}
          </p>
        ) : null}
        {found.map(({ id, name, note }) => (
          <Checkbox
            key={id}
            label={
              <>
                {name} <span className="upl-dim">{note}</span>
              </>
            }
            checked={chosen.has(id)}
            onChange={() => {
              const next = new Set(chosen);
              if (!next.delete(id)) next.add(id);
              onChosen(next);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The products of a grid to tick, each with how many levels it has. */
export function productsToPick({
  products,
  levels,
}: Pick<ReadGrid, 'products' | 'levels'>): readonly PickedProduct[] {
  const counts = new Map<string, number>();
  for (const { productId } of levels) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  return products.map(({ id, name }) => {
    const count = counts.get(id) ?? 0;
    return { id, name, levels: count, note: count === 0 ? 'no levels' : counted(count, 'level') };
  });
}
