import type { OutboxItem } from '../../../preload/contract/engine.ts';

/** An unsent change of one assignment, simply ready. */
export function outboxItem(rest: Partial<OutboxItem> = {}): OutboxItem {
  return {
    collection: 'contractAssignment',
    recordId: 'a',
    title: 'NPN 1 · Term Life 20',
    detail: 'Acme Life',
    state: 'ready',
    reason: '',
    retryAt: null,
    stagedAt: 1,
    operationIds: ['one'],
    gestures: ['Edit Status'],
    changes: [],
    kind: 'update',
    waitsFor: [],
    goneAtServer: false,
    sendAs: null,
    uncertain: false,
    ...rest,
  };
}
