import { flushCompileCache } from 'node:module';
import { z } from 'zod';
import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import { createTokenSource } from '../../../main/credentials/tokens.ts';
import type { Answer } from '../../../main/engine/dispatch.ts';
import { composeEngine } from '../../../main/engine/compose.ts';
import { createFetchTransport } from '../../../main/engine/connectors/nodeTransport.ts';
import { systemClock, systemRandom } from '../../../main/engine/system.ts';

/** The engine as a process of its own, without Electron, driven over Node's IPC. Dies by SIGKILL in tests. */

const config = z
  .object({
    databaseFile: z.string(),
    databaseKey: z.string(),
    baseUrl: z.string(),
    tokenUrl: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
    workOffline: z.boolean(),
    lateMs: z.number().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.number(), name: z.string(), request: z.unknown() }),
  z.object({ type: z.literal('start') }),
  z.object({ type: z.literal('close') }),
]);

const fetchFunction = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
const composed = composeEngine({
  databaseFile: config.databaseFile,
  databaseKey: Buffer.from(config.databaseKey, 'hex'),
  nativeBinding: undefined,
  connection: { id: 'test', name: 'Test', environment: 'practice', baseUrl: config.baseUrl },
  endpoints,
  turris: null,
  transport: createFetchTransport(fetchFunction),
  tokens: createTokenSource({
    fetch: fetchFunction,
    clock: systemClock,
    endpoint: { tokenUrl: config.tokenUrl, scopes: ['rino_api_agency_read', 'rino_api_agency_write'] },
    credentials: () => Promise.resolve({ clientId: config.clientId, clientSecret: config.clientSecret }),
  }),
  clock: systemClock,
  random: systemRandom,
  log: {
    write(level, text, details) {
      if (process.env['UPLINE_TEST_LOG'] === undefined && level !== 'error') return;
      console.error(level, text, details);
    },
  },
  actor: 'tester',
  workOffline: config.workOffline,
  lateMs: config.lateMs,
});

const send = (data: unknown): void => {
  // The test may have gone away in the middle of a message; then there is nobody left to tell.
  if (process.connected) process.send?.(data, () => undefined);
};

function answer(id: number, given: Answer): void {
  if (given instanceof Promise) void given.then((result) => send({ type: 'answer', id, result }));
  else send({ type: 'answer', id, result: given });
}

process.on('disconnect', () => process.exit(0));

if (composed.ok) {
  const engine = composed.value;
  engine.onEvent((event) => send({ type: 'event', event }));
  process.on('message', (data) => {
    const parsed = message.parse(data);
    switch (parsed.type) {
      case 'call':
        answer(parsed.id, engine.call(parsed.name, parsed.request));
        return;
      case 'start':
        engine.start();
        return;
      case 'close':
        void engine.close().then(() => process.exit(0));
        return;
    }
  });
  send({ type: 'ready' });
  // A process that is killed would never write it.
  flushCompileCache();
} else {
  send({ type: 'failed', failure: composed.error });
}
