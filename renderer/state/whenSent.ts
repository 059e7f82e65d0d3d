import type { EngineStatus } from '../../preload/contract/engine.ts';

/** When changes that were just staged leave this computer. It never says that they were sent. */
export function whenSent(status: EngineStatus | null): string {
  if (status?.sendMode === 'review') return 'They are sent to AgentSync when you send them.';
  return status?.network.state === 'offline'
    ? 'They are sent to AgentSync when you are online.'
    : 'Upline sends them to AgentSync by itself; “Unsent changes” shows what is still here.';
}
