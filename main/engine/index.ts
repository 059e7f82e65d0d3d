import { assertNever } from '../../domain/result.ts';
import agentSyncProfile from '../../resources/endpoints/agentsync.json' with { type: 'json' };
import { composeEngine } from './compose.ts';
import { createFetchTransport } from './connectors/nodeTransport.ts';
import type { Engine } from './engine.ts';
import { createHostLog } from './hostLog.ts';
import { createHostTokens } from './hostTokens.ts';
import { servePage } from './pages.ts';
import { chromiumFetch, openHostPort } from './port.ts';
import type { PagePort } from './port.ts';
import type { LogLevel } from './ports.ts';
import { parseMainToEngine } from './protocol.ts';
import type { OpenMessage } from './protocol.ts';
import { systemClock, systemRandom } from './system.ts';

/** The engine's process: wires the real clock, network, tokens and log to the engine, and serves pages. */

const host = openHostPort();
let level: LogLevel = 'info';
const log = createHostLog(
  (message) => host.post(message),
  () => level,
);
const tokens = createHostTokens((message) => host.post(message));
const early: PagePort[] = [];
let engine: Engine | null = null;

process.on('uncaughtException', (error) => {
  // A bug: the state in memory can no longer be trusted. Main starts a fresh engine; staged work is on disk.
  log.write('error', 'The engine stops after an exception', { error });
  setImmediate(() => process.exit(1));
});

function open(message: OpenMessage): void {
  level = message.logLevel;
  const composed = composeEngine({
    databaseFile: message.databaseFile,
    databaseKey: message.databaseKey,
    nativeBinding: message.nativeBinding,
    connection: message.connection,
    endpoints: agentSyncProfile,
    transport: createFetchTransport(chromiumFetch),
    tokens,
    clock: systemClock,
    random: systemRandom,
    log,
    actor: message.actor,
    workOffline: message.workOffline,
  });
  if (!composed.ok) {
    host.post({ type: 'open-failed', failure: composed.error });
    return;
  }
  engine = composed.value;
  for (const page of early.splice(0)) servePage(engine, page, log);
  host.post({ type: 'ready' });
  engine.start();
}

async function close(): Promise<void> {
  await engine?.close();
  engine = null;
  host.post({ type: 'closed' });
}

host.onMessage((data, ports) => {
  const message = parseMainToEngine(data);
  if (message === null) {
    log.write('error', 'The main process sent something the engine does not understand');
    return;
  }
  switch (message.type) {
    case 'open':
      open(message);
      return;
    case 'renderer-port':
      for (const page of ports) {
        if (engine === null) early.push(page);
        else servePage(engine, page, log);
      }
      return;
    case 'token':
      tokens.answered(message.requestId, message.outcome);
      return;
    case 'credentials-changed':
      engine?.credentialsChanged();
      return;
    case 'power':
      if (message.event === 'resume') engine?.resumed();
      return;
    case 'unsent':
      // Without an engine there is no answer, which is not the same as none.
      if (engine !== null) host.post({ type: 'unsent', count: engine.unsent() });
      return;
    case 'close':
      close().catch((error: unknown) => {
        log.write('error', 'The engine could not close in good order', { error });
        process.exit(1);
      });
      return;
    default:
      assertNever(message);
  }
});
