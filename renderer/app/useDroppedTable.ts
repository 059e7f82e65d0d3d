import { useEffect } from 'react';
import { openFile } from '../screens/import/importActions.ts';
import { run } from '../state/crash.ts';
import { useEngine } from '../state/engineContext.ts';
import { useNavigation } from '../state/navigation.ts';

/** A file dropped anywhere onto the window is opened as a table to bring in. */
export function useDroppedTable(): void {
  const engine = useEngine();
  const go = useNavigation((state) => state.go);
  useEffect(() => {
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files.item(0) ?? null;
      if (file === null) return;
      go({ name: 'import' });
      run(openFile(engine, file));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [engine, go]);
}
