import { useCallback, useEffect, useState } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { vendorOf } from '../../state/syncWords.ts';

/** Records read from Turris that are on this computer; counted again when a pass has brought some, or when asked. */
export function useKeptFromTurris({ sync }: EngineStatus): {
  readonly records: number;
  readonly again: () => void;
} {
  const engine = useEngine();
  const [records, setRecords] = useState(0);
  const brought = sync
    .filter(({ target }) => vendorOf(target) === 'Turris')
    .reduce((sum, { records: some }) => sum + some, 0);
  const again = useCallback((): void => {
    const read = async (): Promise<void> => {
      const answer = await engine.call('turris.kept', {});
      if (answer.ok) setRecords(answer.value.records);
    };
    run(read());
  }, [engine]);
  useEffect(again, [again, brought]);
  return { records, again };
}
