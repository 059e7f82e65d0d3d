import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { mostPlannedProducts } from '../../../domain/commissionGrid/plan.ts';
import { counted, formatCount } from '../../state/format.ts';

interface ProductPickerProps {
  readonly label: string;
  readonly products: readonly { readonly id: string; readonly name: string; readonly note: string }[];
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

/** What stands beside a product's name in such a list. */
export function levelsNote(levels: number): string {
  return levels === 0 ? 'no levels' : counted(levels, 'level');
}
