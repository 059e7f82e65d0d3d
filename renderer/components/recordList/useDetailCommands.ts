import { useEffect } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { ListName } from '../../../domain/lists.ts';
import { tell } from '../../state/messages.ts';
import { useScreenCommands } from '../../state/screenCommands.ts';
import { askForView } from '../recordDetails/detailView.ts';
import { useDetailPanel } from './listStore.ts';

/** The keys that show the record of the cursor beside the sheet, as long as the sheet is on screen. */
export function useDetailCommands(list: ListName): void {
  const { readOnlyBecause } = collections[list];
  useEffect(() => {
    useScreenCommands.setState({
      details(view) {
        if (view === 'edit' && readOnlyBecause !== undefined) return tell(readOnlyBecause);
        useDetailPanel.setState({ open: true });
        askForView(view);
      },
    });
    return () => useScreenCommands.setState({ details: null });
  }, [readOnlyBecause]);
}
