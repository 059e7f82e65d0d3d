import { contextBridge, ipcRenderer } from 'electron';
import type { Result } from '../domain/result.ts';
import { enginePortMessage, shellCalls } from './contract.ts';
import type { ShellEvent } from './contract.ts';

// The page gets these two functions and nothing of Electron. Names outside the contract are refused
// here already; main checks the sender and the request again.
contextBridge.exposeInMainWorld('upline', {
  async call(name: unknown, request: unknown): Promise<Result<unknown>> {
    if (typeof name !== 'string' || !Object.hasOwn(shellCalls, name)) {
      return {
        ok: false,
        error: { code: 'not-allowed', message: 'The page asked for something that does not exist.' },
      };
    }
    return ipcRenderer.invoke(name, request);
  },
  on(listener: (event: ShellEvent) => void): () => void {
    const forward = (_event: unknown, event: ShellEvent): void => listener(event);
    ipcRenderer.on('shell-event', forward);
    return () => {
      ipcRenderer.off('shell-event', forward);
    };
  },
});

// A port cannot cross the bridge; it can be transferred to the page's own window.
ipcRenderer.on('engine-port', (event) => {
  window.postMessage(enginePortMessage, window.location.origin, [...event.ports]);
});
