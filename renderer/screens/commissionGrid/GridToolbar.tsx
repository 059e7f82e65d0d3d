import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { stateNames } from '../../../domain/states.ts';

/** The grid laid out, or every level as a row of a sheet. */
export type GridLens = 'matrix' | 'sheet';

interface GridToolbarProps {
  readonly lens: GridLens;
  readonly onLens: (lens: GridLens) => void;
  /** States that the grid names. */
  readonly states: readonly string[];
  readonly state: string | null;
  readonly onState: (state: string | null) => void;
  /** What the lens shows, e.g. `12 products · 96 levels`. */
  readonly count: string;
  /** What does not add up, in words. */
  readonly findings: string;
  /** Whether anything does not add up. */
  readonly alarming: boolean;
  readonly canCheck: boolean;
  readonly panelOpen: boolean;
  readonly onPanel: (open: boolean) => void;
  readonly canCopy: boolean;
  readonly canAdd: boolean;
  readonly onAdd: () => void;
  readonly onCopy: () => void;
}

/** How the grid is shown, what stands out in it, and what can be done to all of it. */
export function GridToolbar(props: GridToolbarProps): ReactNode {
  const { lens, onLens, states, state, onState, count, findings, panelOpen, onPanel } = props;
  const { alarming, canCheck, canCopy, canAdd, onAdd, onCopy } = props;
  return (
    <div className="upl-list-bar" role="toolbar" aria-label="Commission grid">
      <SegmentedControl
        aria-label="How to show the grid"
        className="upl-lgrid-lens"
        value={lens}
        onChange={(value) => onLens(value === 'sheet' ? 'sheet' : 'matrix')}
        data={[
          { value: 'matrix', label: 'Grid' },
          { value: 'sheet', label: 'Sheet' },
        ]}
      />
      {lens === 'matrix' ? (
        <Select
          aria-label="State"
          placeholder="All states"
          size="xs"
          w={140}
          clearable
          searchable
          data={states.map((code) => ({
            value: code,
            label: `${code}  ${stateNames.get(code) ?? ''}`.trim(),
          }))}
          value={state}
          onChange={onState}
          nothingFoundMessage="No level or product names it"
        />
      ) : null}
      <p className="upl-list-count">
        <span data-testid="grid-count">{count}</span>
      </p>
      <Button
        variant={panelOpen ? 'light' : 'default'}
        aria-pressed={panelOpen}
        disabled={!canCheck}
        onClick={() => onPanel(!panelOpen)}
        leftSection={!alarming ? null : <IconAlertTriangle size={15} aria-hidden />}
      >
        {findings}
      </Button>
      <Button
        variant="default"
        disabled={!canCopy}
        leftSection={<IconCopy size={15} aria-hidden />}
        onClick={onCopy}
      >
        Copy a grid…
      </Button>
      <Button
        variant="default"
        disabled={!canAdd}
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={onAdd}
      >
        Add levels…
      </Button>
    </div>
  );
}
