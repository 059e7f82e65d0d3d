import { useEffect, useState } from 'react';
import { isOfProfile } from '../../../domain/collections.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import type { ImportReport } from '../../../preload/contract/engine.ts';
import type { ProfileCall } from '../../../preload/contract/producer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { unsendableWords } from './unsendable.ts';

/** What of a checked table could not be sent as this connection stands, in words; null while nothing is known of it. */
export function useUnsendable(collection: Importable, report: ImportReport | null): string | null {
  const engine = useEngine();
  const [calls, setCalls] = useState<readonly ProfileCall[]>([]);
  const asked = isOfProfile(collection);
  useEffect(() => {
    if (!asked) return undefined;
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('profile.read', {});
      // Unknown it is said when it is sent.
      if (current && answer.ok) setCalls(answer.value.calls);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, asked]);
  return report === null ? null : unsendableWords(collection, report.counts, calls);
}
