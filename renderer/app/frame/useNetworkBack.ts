import { useEffect } from 'react';
import { useEngine } from '../../state/engineContext.ts';
import { run } from '../../state/crash.ts';

/** Tells the engine when the system says that the network is back: a hint to look at once, nothing more. */
export function useNetworkBack(): void {
  const engine = useEngine();
  useEffect(() => {
    const back = (): void => {
      // Without an engine there is nobody who waits.
      run(engine.call('network.back', {}));
    };
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, [engine]);
}
