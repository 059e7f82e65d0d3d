import type { OutboxItem } from '../../../preload/contract/engine.ts';

/** Why an item waits: what must reach AgentSync first, else the engine's own reason. */
export function whyWords({ waitsFor, reason }: Pick<OutboxItem, 'waitsFor' | 'reason'>): string {
  const [first] = waitsFor;
  if (first === undefined) return reason;
  return waitsFor.length === 1 ? `Waits for ${first}` : `Waits for ${first} and ${waitsFor.length - 1} more`;
}
