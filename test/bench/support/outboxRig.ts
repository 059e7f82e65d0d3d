import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import { createTokenSource } from '../../../main/credentials/tokens.ts';
import { createCasingMemory } from '../../../main/engine/casingMemory.ts';
import type { Changes } from '../../../main/engine/changes.ts';
import type { ContractingConnector } from '../../../main/engine/connectors/api.ts';
import { createAgentSyncConnector } from '../../../main/engine/connectors/agentsync/connector.ts';
import { parseProfile, ratesOf } from '../../../main/engine/connectors/agentsync/profile.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { createBudget } from '../../../main/engine/connectors/budget.ts';
import { createHttp } from '../../../main/engine/connectors/http.ts';
import { asAnswered } from '../../../main/engine/connectors/narrow.ts';
import { createFetchTransport } from '../../../main/engine/connectors/nodeTransport.ts';
import { createNetwork } from '../../../main/engine/network.ts';
import type { Outbox } from '../../../main/engine/outbox/api.ts';
import { createOutbox } from '../../../main/engine/outbox/index.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import { systemClock as clock, systemRandom as random } from '../../../main/engine/system.ts';
import { valueOf } from '../../engine/outbox/support.ts';
import { openTestStore } from '../../engine/support/store.ts';
import { startStandIn } from './standIn.ts';
import type { StandIn } from './standIn.ts';

/** An outbox as the engine composes it, with assignments in the mirror and nothing started. */
export interface OutboxRig {
  readonly standIn: StandIn;
  readonly connector: ContractingConnector;
  readonly store: Store;
  readonly outbox: Outbox;
  /** Gestures that were settled in every part since it began. */
  receipts(): number;
  dispose(): Promise<void>;
}

/** Real time, real HTTP, a real encrypted file, and the vendor in another process. */
export async function outboxRig(assignments: number): Promise<OutboxRig> {
  const standIn = await startStandIn(assignments);
  const profile = valueOf(parseProfile(endpoints));
  const network = createNetwork(clock, false);
  const log = { write: () => undefined };
  const exchange = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  const http = createHttp({
    transport: createFetchTransport(exchange),
    tokens: createTokenSource({
      fetch: exchange,
      clock,
      endpoint: {
        tokenUrl: standIn.tokenUrl,
        scopes: ['rino_api_agency_read', 'rino_api_agency_write'],
      },
      credentials: () => Promise.resolve({ clientId: standIn.clientId, clientSecret: standIn.clientSecret }),
    }),
    clock,
    random,
    log,
    network,
    budget: createBudget(clock, ratesOf(profile, 'practice')),
    baseUrl: standIn.contractingUrl,
  });
  const opened = openTestStore({ readServerCopy });
  const { store } = opened;
  const casing = createCasingMemory(store, log);
  const connector = createAgentSyncConnector({ http, profile, environment: 'practice', casing });
  for (let page = 0, last = false; !last; page += 1) {
    const read = await connector.listPage('contractAssignment', { page });
    if (!read.ok) throw new Error(read.failure.kind);
    const records = asAnswered('contractAssignment', read.value.records);
    store.mirror.applyPage('contractAssignment', records, { pass: 1, now: clock.now() });
    store.checkpoint();
    ({ last } = read.value);
  }
  let receipts = 0;
  const changes: Changes = {
    rows: () => undefined,
    membership: () => undefined,
    outbox: () => undefined,
    status: () => undefined,
    receipt() {
      receipts += 1;
    },
  };
  const outbox = createOutbox({
    store,
    connector,
    clock,
    random,
    log,
    network,
    changes,
    actor: 'tester',
    environment: 'practice',
  });
  return {
    standIn,
    connector,
    store,
    outbox,
    receipts: () => receipts,
    async dispose() {
      await outbox.stop();
      opened.dispose();
      await standIn.close();
    },
  };
}
