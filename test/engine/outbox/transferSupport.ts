import { createSlowly } from '../../../main/engine/slowly.ts';
import { createTransfer } from '../../../main/engine/transfer/transfer.ts';
import type { Transfer, TransferParts } from '../../../main/engine/transfer/transfer.ts';
import type { Rig } from './support.ts';

/** The file of unsent changes as this computer writes and reads it. */
export const transferOf = (r: Rig, connection: Partial<TransferParts['connection']> = {}): Transfer =>
  createTransfer({
    store: r.store,
    outbox: r.outbox,
    clock: r.clock,
    slowly: createSlowly(() => false),
    connection: {
      id: 'practice',
      name: 'Practice',
      environment: 'practice',
      baseUrl: 'http://127.0.0.1:1',
      ...connection,
    },
    actor: () => 'tester',
  });
