import { useEffect } from 'react';
import { useScreenCommands } from '../../state/screenCommands.ts';
import { askForView } from '../recordDetails/detailView.ts';
import { useDetailPanel } from './listStore.ts';

/** The keys that show the record of the cursor beside the sheet, as long as the sheet is on screen. */
export function useDetailCommands(): void {
  useEffect(() => {
    useScreenCommands.setState({
      details(view) {
        useDetailPanel.setState({ open: true });
        askForView(view);
      },
    });
    return () => useScreenCommands.setState({ details: null });
  }, []);
}
