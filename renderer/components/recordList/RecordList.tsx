import type { ComponentProps, ComponentType, ReactNode } from 'react';
import { useStore } from 'zustand';
import { listOf } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { BulkEditDialog } from '../bulkEdit/BulkEditDialog.tsx';
import { ExportListDialog } from '../exportList/ExportListDialog.tsx';
import { RecordDetails } from '../recordDetails/RecordDetails.tsx';
import type { Given } from '../recordForm/CreateDialog.tsx';
import { SearchBox } from '../topBar/SearchBox.tsx';
import type { Narrowed } from './ListCover.tsx';
import { ListSheet } from './ListSheet.tsx';
import { ListToolbar } from './ListToolbar.tsx';
import type { ListChip } from './ListToolbar.tsx';
import { listStore, useDetailPanel } from './listStore.ts';
import { useDetailCommands } from './useDetailCommands.ts';
import { useEditMany } from './useEditMany.ts';
import { OpenButton } from './OpenButton.tsx';
import { useExporting } from './useExporting.ts';
import { useOpening } from './useOpening.ts';
import type { Sheet } from './useSheet.ts';

const nothing: readonly never[] = [];

interface RecordListProps {
  readonly list: ListName;
  /** From `useSheet`, so that the screen around can act on where the cursor is. */
  readonly sheet: Sheet;
  /** Conditions that the screen sets, beside those of the view. */
  readonly given?: readonly ViewFilter[];
  /** What `given` narrows the list to, and as what it stands in the toolbar. */
  readonly narrowed?: (Narrowed & { readonly chip: ListChip }) | null;
  readonly newGiven?: readonly Given[];
  /** Columns that stay away for now although they are chosen. */
  readonly without?: readonly string[];
  /** What else the toolbar offers for the record of the cursor or the selection. */
  readonly actions?: ReactNode;
  /** What the vendor's own changelog tells of a record, for the panel beside the sheet. */
  readonly Changes?: ComponentType<{ readonly id: string }>;
}

/** The search box of a list. */
function ListSearch({ list }: { readonly list: ListName }): ReactNode {
  const { search, searchEpoch, setSearch } = useStore(listStore(list).looked);
  return (
    <SearchBox
      key={`${list} ${searchEpoch}`}
      label={`Search ${listOf(list).nouns}`}
      value={search}
      onSearch={setSearch}
      pauseMs={0}
    />
  );
}

/** The sheet of what is searched: what stands around it is not drawn anew for each key. */
function SearchedSheet(props: Omit<ComponentProps<typeof ListSheet>, 'search' | 'onClearQuery'>): ReactNode {
  const { search, clearQuery } = useStore(listStore(props.list).looked);
  return <ListSheet {...props} search={search} onClearQuery={clearQuery} />;
}

/**
 * A collection as a list of its own: views, search, filters, editing in cells and in bulk, export, and the
 * focused record beside it. What differs between collections is in their definitions.
 */
export function RecordList(props: RecordListProps): ReactNode {
  const { list, sheet, narrowed = null, newGiven = nothing, actions, Changes } = props;
  const { given = nothing, without = nothing } = props;
  const { open: panelOpen } = useDetailPanel();
  useDetailCommands(list);
  const editMany = useEditMany(list, sheet);
  const exporting = useExporting(list, sheet, without);
  const opening = useOpening(list, sheet);
  const { opens } = listOf(list);
  return (
    <div className="upl-record-list">
      <ListSearch list={list} />
      <ListToolbar
        list={list}
        sheet={sheet}
        chip={narrowed?.chip ?? null}
        newGiven={newGiven}
        actions={actions ?? (opens === null ? null : <OpenButton noun={opens} onOpen={opening.open} />)}
        onExport={exporting.open}
        onEditMany={editMany.open}
      />
      <BulkEditDialog target={editMany.target} onClose={editMany.close} />
      <ExportListDialog target={exporting.target} onClose={exporting.close} />
      <SearchedSheet
        list={list}
        sheet={sheet}
        onLink={opening.follow}
        given={given}
        narrowed={narrowed}
        without={without}
        panel={
          panelOpen ? (
            <RecordDetails
              collection={list}
              recordId={sheet.focused?.recordId ?? null}
              field={sheet.focused?.field ?? null}
              {...(Changes === undefined ? {} : { Changes })}
              // The panel may have covered the cell when it came.
              onLeave={() => {
                if (sheet.focused === null) sheet.grid.current?.focus();
                else sheet.grid.current?.show(sheet.focused);
              }}
              onClose={() => useDetailPanel.setState({ open: false })}
            />
          ) : null
        }
      />
    </div>
  );
}
