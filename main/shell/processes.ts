import { MessageChannelMain, utilityProcess } from 'electron';
import type { UtilityProcess, WebContents } from 'electron';
import type { Log } from '../engine/ports.ts';
import type { EngineProcess } from './engineRun.ts';
import type { SandboxProcess } from './sandboxHost.ts';

/** The only place that starts processes. */

function start(entry: string, serviceName: string, log: Log): UtilityProcess {
  const child = utilityProcess.fork(entry, [], { serviceName, stdio: 'pipe' });
  // Both report through their port; what still appears here is a crash's last words.
  const listen = (stream: NodeJS.ReadableStream | null): void => {
    stream?.on('data', (chunk: Buffer) => {
      log.write('warn', `${serviceName} printed`, { text: chunk.toString('utf8').slice(0, 4_000) });
    });
  };
  listen(child.stdout);
  listen(child.stderr);
  return child;
}

/** Starts the engine's process; `page` answers the page that is to talk to it. */
export function forkEngine(entry: string, log: Log, page: () => WebContents | null): EngineProcess {
  const child = start(entry, 'Upline engine', log);
  return {
    post: (message) => child.postMessage(message),
    connectPage() {
      const contents = page();
      if (contents === null || contents.isDestroyed()) return;
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ type: 'renderer-port' }, [port1]);
      contents.postMessage('engine-port', null, [port2]);
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill(),
  };
}

/** Starts the sandbox's process. */
export function forkSandbox(entry: string, log: Log): SandboxProcess {
  const child = start(entry, 'Upline practice server', log);
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill(),
  };
}
