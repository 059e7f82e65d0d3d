import { noCounts } from '../../../main/engine/store/operationRows.ts';
import type { EngineStatus } from '../../../preload/contract.ts';

/** A connection on which nothing has happened yet. */
export const emptyStatus: EngineStatus = {
  connection: { id: 'practice', name: 'Practice data', environment: 'practice' },
  network: { state: 'online' },
  sync: [],
  turris: null,
  sending: null,
  pause: null,
  outbox: {
    unsent: 0,
    needsYou: 0,
    toDecide: 0,
    toConfirm: 0,
    byState: noCounts(),
  },
  setAside: 0,
  authorization: { state: 'ok' },
  undo: null,
  redo: null,
  sendMode: 'automatic',
  organizationId: null,
  actorName: '',
  rescued: null,
};
