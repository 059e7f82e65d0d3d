import type { OperationState } from '../../../domain/operation.ts';
import type { OutboxItem } from '../../../preload/contract/engine.ts';

/** The state of an unsent change as one word or two; the sign and colour come with its change state. */
const words: Readonly<Record<OperationState, string>> = {
  held: 'Held',
  ready: 'Ready to send',
  sending: 'Sending',
  waiting: 'Waiting to try again',
  unknown: 'No answer yet',
  blocked: 'Waits for another change',
  'needs-auth': 'No permission',
  refused: 'Refused',
  conflict: 'Conflict',
  done: 'Sent',
  dropped: 'Discarded',
};

export function operationWord(state: OperationState): string {
  return words[state];
}

/** Why an item waits: what must reach AgentSync first, else the engine's own reason. */
export function whyWords({ waitsFor, reason }: Pick<OutboxItem, 'waitsFor' | 'reason'>): string {
  const [first] = waitsFor;
  if (first === undefined) return reason;
  return waitsFor.length === 1 ? `Waits for ${first}` : `Waits for ${first} and ${waitsFor.length - 1} more`;
}
