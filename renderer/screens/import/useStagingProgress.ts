import { useEffect, useState } from 'react';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** Between two looks at how far it is, in milliseconds. */
const lookAgain = 200;

/** How far the staging of a table is while it is worked out; null while it is not, or is being written. */
export function useStagingProgress(
  importId: string,
  staging: boolean,
): { readonly done: number; readonly total: number } | null {
  const engine = useEngine();
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  useEffect(() => {
    if (!staging) return undefined;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const answer = await engine.call('import.staging', { importId });
      if (!current) return;
      setProgress(answer.ok ? answer.value : null);
      timer = setTimeout(() => run(look()), lookAgain);
    };
    run(look());
    return () => {
      current = false;
      clearTimeout(timer);
      setProgress(null);
    };
  }, [engine, importId, staging]);
  return progress;
}
