import './gridView.css';
import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CollectionName } from '../../../domain/fields.ts';
import { filterWords } from '../../../domain/filterWords.ts';
import { placeOf } from './gridViewStore.ts';
import type { GridViewStore } from './gridViewStore.ts';

interface FilterChipsProps {
  readonly collection: CollectionName;
  readonly store: GridViewStore;
}

/**
 * Every condition in force, each with a way to take it away. Its line is there without any, too: the sheet below never
 * moves.
 */
export const FilterChips = memo(function FilterChips({ collection, store }: FilterChipsProps): ReactNode {
  const { arrangement, setFilter, clearFilters } = useStore(store);
  const { filters } = arrangement;
  return (
    <section className="upl-filter-chips" aria-label="Filters">
      {filters.length === 0 ? (
        <p>No filters. The menu of a heading filters by what its column holds.</p>
      ) : null}
      {filters.map((filter) => {
        const words = filterWords(collection, filter);
        return (
          <Button
            key={JSON.stringify(placeOf(filter))}
            variant="light"
            size="compact-xs"
            className="upl-chip"
            title={words}
            aria-label={`Remove the filter ${words}`}
            onClick={() => setFilter(placeOf(filter), null)}
            rightSection={<IconX size={12} aria-hidden />}
          >
            {words}
          </Button>
        );
      })}
      {filters.length === 0 ? null : (
        <Button variant="subtle" size="compact-xs" className="upl-clear-filters" onClick={clearFilters}>
          Clear all
        </Button>
      )}
    </section>
  );
});
