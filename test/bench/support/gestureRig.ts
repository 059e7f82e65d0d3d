import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import { contractingCollectionNames } from '../../../domain/fields.ts';
import { createBulkEdits } from '../../../main/engine/bulk/bulk.ts';
import type { BulkEdits } from '../../../main/engine/bulk/bulk.ts';
import { createCasingMemory } from '../../../main/engine/casingMemory.ts';
import { createAgentSyncConnector } from '../../../main/engine/connectors/agentsync/connector.ts';
import { parseProfile, ratesOf } from '../../../main/engine/connectors/agentsync/profile.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { createBudget } from '../../../main/engine/connectors/budget.ts';
import { createHttp } from '../../../main/engine/connectors/http.ts';
import { createNetwork } from '../../../main/engine/network.ts';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import type { OpenViews } from '../../../main/engine/openViews.ts';
import type { Outbox } from '../../../main/engine/outbox/api.ts';
import { createOutbox } from '../../../main/engine/outbox/index.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import { systemClock as clock, systemRandom as random } from '../../../main/engine/system.ts';
import { fullRecords } from '../../../main/engine/sync/gather.ts';
import { valueOf } from '../../engine/outbox/support.ts';
import { openTestStore } from '../../engine/support/store.ts';
import { applyAll, practiceRecords } from './records.ts';
import { noWarmUp } from '../../engine/support/noWarmUp.ts';

/** The engine's parts that a gesture of the sheet passes, with a view of all assignments and nothing started. */
export interface GestureRig {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly views: OpenViews;
  readonly bulk: BulkEdits;
  readonly viewId: string;
  dispose(): void;
}

/** A real encrypted file with practice data; no line to a vendor, because none is asked. */
export async function gestureRig(assignments: number): Promise<GestureRig> {
  const records = await practiceRecords(assignments);
  const opened = openTestStore({ readServerCopy });
  const { store } = opened;
  for (const collection of contractingCollectionNames)
    applyAll(store, collection, records[collection], fullRecords);
  const log = { write: () => undefined };
  const network = createNetwork(clock, true);
  const profile = valueOf(parseProfile(endpoints));
  const connector = createAgentSyncConnector({
    http: createHttp({
      transport: () => Promise.reject(new Error('Nothing is sent here')),
      tokens: { token: () => Promise.reject(new Error('Nothing is sent here')) },
      clock,
      random,
      log,
      network,
      budget: createBudget(clock, ratesOf(profile, 'practice')),
      baseUrl: 'http://127.0.0.1:9',
    }),
    profile,
    environment: 'practice',
    casing: createCasingMemory(store, log),
  });
  const outbox = createOutbox({
    store,
    connector,
    clock,
    random,
    log,
    network,
    changes: {
      rows: () => undefined,
      membership: () => undefined,
      outbox: () => undefined,
      status: () => undefined,
      receipt: () => undefined,
    },
    actor: 'tester',
    environment: 'practice',
  });
  const views = createOpenViews({
    views: store.views,
    mirror: store.mirror,
    random,
    clock,
    warmUp: noWarmUp,
  });
  const { viewId, length } = views.open({
    collection: 'contractAssignment',
    columns: ['npn', 'productId', 'userDefined1'],
    sort: [],
    filters: [],
    search: '',
  });
  if (length !== assignments) throw new Error(`The view has ${length} rows instead of ${assignments}`);
  return {
    store,
    outbox,
    views,
    bulk: createBulkEdits({ store, views, outbox, random }),
    viewId,
    dispose() {
      opened.dispose();
    },
  };
}
