import type { OperationState } from '../../domain/operation.ts';

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

/** The state of an unsent change as one word or two; the sign and colour come with its change state. */
export function operationWord(state: OperationState): string {
  return words[state];
}
