import { createContext, useContext } from 'react';
import type { EngineClient } from '../../preload/contract/bridge.ts';

/** Filled by the composition root in app/main.tsx. */
export const EngineContext = createContext<EngineClient | null>(null);

/** The engine, for screens. */
export function useEngine(): EngineClient {
  const engine = useContext(EngineContext);
  if (engine === null) throw new Error('useEngine is used outside EngineContext.');
  return engine;
}
