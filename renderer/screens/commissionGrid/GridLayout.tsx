import { Button, Loader } from '@mantine/core';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { LevelMatrix } from './LevelMatrix.tsx';
import { marksOf } from './marks.ts';

interface GridLayoutProps {
  readonly carrierId: string;
  /** Null while the grid is read. */
  readonly answer: Result<ReadGrid> | null;
  readonly search: string;
  /** Only levels that pay in this state; null for all. */
  readonly state: string | null;
  readonly onRetry: () => void;
  /** The levels are to be shown as a sheet. */
  readonly onSheet: () => void;
  readonly onLevel: (levelId: string) => void;
  readonly onGap: (productId: string, name: string) => void;
  readonly onProduct: (productId: string) => void;
}

/** The grid laid out, product by product; or why there is none to lay out. */
export function GridLayout(props: GridLayoutProps): ReactNode {
  const { carrierId, answer, search, state, onRetry, onSheet, onLevel, onGap, onProduct } = props;
  const grid = answer?.ok === true ? answer.value : null;
  const marks = useMemo(() => marksOf(grid), [grid]);
  if (answer?.ok === false) {
    return (
      <div className="upl-list-failure">
        <FailureNote
          failure={answer.error}
          onRetry={onRetry}
          actions={
            <Button variant="default" onClick={onSheet}>
              Open the sheet
            </Button>
          }
        />
      </div>
    );
  }
  if (grid === null) {
    return (
      <div className="upl-lgrid-state">
        <StatePanel icon={<Loader size={24} aria-hidden />} title="Reading the commission grid" />
      </div>
    );
  }
  if (grid.products.length === 0) {
    return (
      <div className="upl-lgrid-state">
        <StatePanel
          icon={<IconMoodEmpty size={28} aria-hidden />}
          title="This carrier has no products"
          actions={
            <NewRecordButton
              collection="product"
              label="New product…"
              given={[{ field: 'carrierId', value: carrierId, label: grid.carrier.name }]}
            />
          }
        >
          A commission grid has a row for each product of the carrier.
        </StatePanel>
      </div>
    );
  }
  return (
    <LevelMatrix
      grid={grid}
      search={search}
      state={state}
      clashing={marks.clashing}
      missing={marks.missing}
      onLevel={onLevel}
      onGap={onGap}
      onProduct={onProduct}
    />
  );
}
