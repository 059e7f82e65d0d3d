import { assertNever } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import agentSyncProfile from '../../resources/endpoints/agentsync.json' with { type: 'json' };
import turrisProfile from '../../resources/endpoints/turris.json' with { type: 'json' };
import { composeEngine } from './compose.ts';
import { createFetchTransport } from './connectors/nodeTransport.ts';
import type { Engine } from './engine.ts';
import { createHostLog } from './hostLog.ts';
import { createHostTokens } from './hostTokens.ts';
import { servePage } from './pages.ts';
import type { Served } from './pages.ts';
import { chromiumFetch, openHostPort } from './port.ts';
import type { PagePort } from './port.ts';
import type { LogLevel } from './ports.ts';
import { parseMainToEngine } from './protocol.ts';
import type { OpenMessage, SalvageMessage } from './protocol.ts';
import { storeFailureOf } from './store/failures.ts';
import { systemClock, systemRandom } from './system.ts';
import { rescue } from './transfer/rescue.ts';
import { seal } from './transfer/seal.ts';
import { unsentFileName } from './transfer/transfer.ts';

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

/** The file is damaged: whatever is done about it, it is not written any more. Main ends this process. */
function damaged(failure: Failure): void {
  log.write('error', 'The local database is damaged; the data engine stops');
  halt(engine);
  host.post({ type: 'open-failed', failure });
}

function halt(one: Engine | null): void {
  try {
    one?.halt();
  } catch (error) {
    log.write('error', 'The damaged database could not be closed to writing', { error });
  }
}

process.on('uncaughtException', (error) => {
  const failure = storeFailureOf(error);
  if (failure?.code === 'file-corrupt') {
    damaged(failure);
    return;
  }
  // A bug: the state in memory can no longer be trusted. Main starts a fresh engine; staged work is on disk.
  log.write('error', 'The engine stops after an exception', { error });
  setImmediate(() => process.exit(1));
});

function open(message: OpenMessage): void {
  level = message.logLevel;
  const { turris } = message.connection;
  const composed = composeEngine({
    databaseFile: message.databaseFile,
    databaseKey: message.databaseKey,
    nativeBinding: message.nativeBinding,
    connection: message.connection,
    endpoints: agentSyncProfile,
    transport: createFetchTransport(chromiumFetch),
    tokens: tokens.of('agentsync'),
    turris: turris === null ? null : { ...turris, endpoints: turrisProfile, tokens: tokens.of('turris') },
    clock: systemClock,
    random: systemRandom,
    log,
    actor: message.actor,
    workOffline: message.workOffline,
    readerScript: new URL('reader.js', import.meta.url),
  });
  if (!composed.ok) {
    host.post({ type: 'open-failed', failure: composed.error });
    return;
  }
  engine = composed.value;
  if (message.forgetTurris === true) {
    const forgotten = engine.call('turris.forget', {});
    // It is still there then, and Settings offers it again.
    if (!forgotten.ok) log.write('error', 'What was read from Turris was not removed', forgotten);
  }
  for (const page of early.splice(0)) serve(engine, page);
  host.post({ type: 'ready' });
  engine.start();
}

function serve(one: Engine, page: PagePort): void {
  const served: Served = {
    onEvent: (listener) => one.onEvent(listener),
    call(name, request) {
      const checked = (answer: Result<unknown>): Result<unknown> => {
        if (!answer.ok && answer.error.code === 'file-corrupt') damaged(answer.error);
        return answer;
      };
      const answer = one.call(name, request);
      return answer instanceof Promise ? answer.then(checked) : checked(answer);
    },
  };
  servePage(served, page, log);
}

function salvage(message: SalvageMessage): void {
  const { databaseFile: file, databaseKey: key, nativeBinding, connection, actor, passphrase } = message;
  const now = systemClock.now();
  const rescued = rescue({ file, key, nativeBinding }, { exportedAt: now, actor, connection });
  if (!rescued.ok) {
    host.post({ type: 'open-failed', failure: rescued.error });
    return;
  }
  const { report, content } = rescued.value;
  host.post({
    type: 'salvaged',
    report,
    file:
      passphrase === null
        ? null
        : { suggestedName: unsentFileName(now), data: seal(JSON.stringify(content), passphrase) },
  });
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
    case 'salvage':
      salvage(message);
      return;
    case 'renderer-port':
      for (const page of ports) {
        if (engine === null) early.push(page);
        else serve(engine, page);
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
