import '../../components/recordList/recordList.css';
import '../../components/recordDetails/recordDetails.css';
import './commissionGrid.css';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Finding } from '../../../domain/commissionGrid/findings.ts';
import { statesNamed } from '../../../domain/commissionGrid/matrix.ts';
import type { FocusedRecord } from '../../components/recordGrid/recordGridProps.ts';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { useBreadcrumb } from '../../state/breadcrumb.ts';
import { counted } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLevelUp } from '../carriers/useLevelUp.ts';
import { AddLevelsDialog } from './AddLevelsDialog.tsx';
import type { AddingTo } from './AddLevelsDialog.tsx';
import { CopyGridDialog } from './CopyGridDialog.tsx';
import { FindingsPanel, findingWords } from './FindingsPanel.tsx';
import { GridToolbar } from './GridToolbar.tsx';
import type { GridLens } from './GridToolbar.tsx';
import { GridLayout } from './GridLayout.tsx';
import { LevelSheet } from './LevelSheet.tsx';
import { useGrid } from './useGrid.ts';

/** From this width on the gaps and overlaps stand beside the grid from the start. */
const wideWindow = 1_280;

interface CommissionGridScreenProps {
  readonly carrierId: string;
  readonly lens: GridLens;
}

/** The commission grid of a carrier: every level of every product, laid out or as a sheet. */
export function CommissionGridScreen({ carrierId, lens }: CommissionGridScreenProps): ReactNode {
  const go = useNavigation((state) => state.go);
  const { answer, retry } = useGrid(carrierId);
  const [search, setSearch] = useState('');
  const [state, setState] = useState<string | null>(null);
  const [panelOpen, setPanelOpen] = useState(globalThis.innerWidth >= wideWindow);
  const [target, setTarget] = useState<FocusedRecord | null>(null);
  const [length, setLength] = useState<number | null>(null);
  const [adding, setAdding] = useState<AddingTo | null>(null);
  const [copying, setCopying] = useState(false);
  const grid = answer?.ok === true ? answer.value : null;
  const states = useMemo(() => (grid === null ? [] : statesNamed(grid)), [grid]);
  const carrier = grid?.carrier.name ?? 'Carrier';
  useLevelUp({ name: 'carriers', carrierId });
  useBreadcrumb([
    { label: 'Carriers', screen: { name: 'carriers' } },
    { label: carrier, screen: { name: 'carriers', carrierId } },
    { label: 'Commission grid' },
  ]);

  const show = (next: GridLens): void => {
    setSearch('');
    go({ name: 'carriers', carrierId, grid: next });
  };
  const openLevel = (levelId: string): void => {
    setTarget({ recordId: levelId, field: 'name' });
    if (lens === 'sheet') setSearch('');
    else show('sheet');
  };
  const openFinding = ({ levelIds, productId, missing }: Finding): void => {
    const [first] = levelIds;
    if (first !== undefined) openLevel(first);
    else setAdding({ productId, ...(missing === null ? {} : { name: missing }) });
  };
  const nothing = grid !== null && grid.products.length === 0;
  const count =
    lens === 'matrix'
      ? grid === null
        ? 'Reading the grid…'
        : `${counted(grid.products.length, 'product')} · ${counted(grid.levels.length, 'level')}`
      : length === null
        ? 'Opening the list…'
        : counted(length, 'level');

  return (
    <div className="upl-record-list upl-lgrid-screen">
      <SearchBox
        key={lens}
        label={lens === 'matrix' ? 'Search products' : 'Search levels'}
        value={search}
        onSearch={setSearch}
      />
      <GridToolbar
        lens={lens}
        onLens={(next) => {
          setTarget(null);
          show(next);
        }}
        states={states}
        state={state}
        onState={setState}
        count={count}
        findings={
          grid === null || nothing ? 'Gaps and overlaps' : (findingWords(grid) ?? 'No gaps or overlaps')
        }
        alarming={grid !== null && findingWords(grid) !== null}
        canCheck={!nothing}
        panelOpen={panelOpen && !nothing}
        onPanel={setPanelOpen}
        canAdd={grid !== null && grid.products.length > 0}
        canCopy={grid !== null && grid.products.length > 1 && grid.levels.length > 0}
        onAdd={() => setAdding({})}
        onCopy={() => setCopying(true)}
      />
      <div className="upl-list-body">
        {lens === 'sheet' ? (
          <LevelSheet
            carrierId={carrierId}
            carrier={carrier}
            search={search}
            onClearSearch={() => setSearch('')}
            target={target}
            onLength={setLength}
            onNewLevels={(pasted) => setAdding({ pasted })}
          />
        ) : (
          <GridLayout
            carrierId={carrierId}
            answer={answer}
            search={search}
            state={state}
            onRetry={retry}
            onSheet={() => show('sheet')}
            onLevel={openLevel}
            onGap={(productId, name) => setAdding({ productId, name })}
            onProduct={(productId) => go({ name: 'carriers', carrierId, productId })}
          />
        )}
        {panelOpen && grid !== null && grid.products.length > 0 ? (
          <FindingsPanel grid={grid} onFinding={openFinding} onClose={() => setPanelOpen(false)} />
        ) : null}
      </div>
      {grid === null ? null : (
        <>
          <AddLevelsDialog carrierId={carrierId} grid={grid} to={adding} onClose={() => setAdding(null)} />
          <CopyGridDialog grid={grid} opened={copying} from={null} onClose={() => setCopying(false)} />
        </>
      )}
    </div>
  );
}
