import { net } from 'electron';
import type { FetchFunction } from './connectors/nodeTransport.ts';
import type { EngineToMain } from './protocol.ts';

/**
 * The engine's one place that knows Electron: the port to the main process, the ports to pages, and
 * Chromium's HTTP (system proxy, corporate certificates).
 */

/** A page on the other side of a MessagePort. */
export interface PagePort {
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  post(message: unknown): void;
}

export interface HostPort {
  /** Messages of the main process, with the ports they carry. */
  onMessage(listener: (data: unknown, ports: readonly PagePort[]) => void): void;
  post(message: EngineToMain): void;
}

function pagePort(port: Electron.MessagePortMain): PagePort {
  return {
    onMessage(listener) {
      port.on('message', ({ data }: { readonly data: unknown }) => listener(data));
      port.start();
    },
    onClose(listener) {
      port.on('close', listener);
    },
    post(message) {
      port.postMessage(message);
    },
  };
}

export function openHostPort(): HostPort {
  const parent = process.parentPort;
  return {
    onMessage(listener) {
      parent.on('message', ({ data, ports }: Electron.MessageEvent) => listener(data, ports.map(pagePort)));
    },
    post(message) {
      parent.postMessage(message);
    },
  };
}

export const chromiumFetch: FetchFunction = (url, init) => net.fetch(url, init);
