import type { Page } from '@playwright/test';

/** What the window asked its engine between a person's gesture and the rows on screen. Milliseconds. */
export interface Gesture {
  /** From the gesture until two frames after the first rows of its list arrived. */
  readonly painted: number;
  /** The request of the list that was opened. */
  readonly asked: string;
  /** Rows the list has. */
  readonly length: number;
}

declare global {
  interface Window {
    uplineTap?: {
      call(name: string, request: unknown): Promise<unknown>;
      /** Waits for the next list whose first rows come after `since` (a `performance.now()`), painted. */
      nextList(since: number): Promise<Gesture>;
    };
  }
}

/** Listens in on the port between the window and its engine, and lets a benchmark ask over it. */
export async function tapEngine(page: Page, makeItAsk: () => Promise<void>): Promise<void> {
  await page.evaluate(install);
  // The port is known from the first call the window makes afterwards.
  await makeItAsk();
  await page.waitForFunction(() => window.uplineTap !== undefined, undefined, { timeout: 60_000 });
}

/** Runs in the page. */
function install(): void {
  interface Answer {
    readonly type: string;
    readonly id: number;
    readonly result?: {
      readonly ok: boolean;
      readonly value?: { readonly viewId?: string; readonly length?: number; readonly first?: unknown };
      readonly error?: { readonly message: string };
    };
  }
  const post: (this: MessagePort, ...given: unknown[]) => void = Object.getOwnPropertyDescriptor(
    MessagePort.prototype,
    'postMessage',
  )?.value;
  const waiting = new Map<number, (result: unknown) => void>();
  const asked = new Map<number, { readonly name: string; readonly text: string }>();
  const lists = new Map<string, { readonly asked: string; readonly length: number }>();
  let listeners: { readonly since: number; readonly found: (gesture: Gesture) => void }[] = [];
  let lastId = 1_000_000_000;

  const firstRows = (viewId: string): void => {
    const list = lists.get(viewId);
    if (list === undefined) return;
    lists.delete(viewId);
    const heard = listeners;
    listeners = [];
    requestAnimationFrame(() =>
      requestAnimationFrame((at) => {
        for (const { since, found } of heard) found({ painted: at - since, ...list });
      }),
    );
  };
  const heard = ({ data }: { readonly data: Answer }): void => {
    if (data.type !== 'answer') return;
    waiting.get(data.id)?.(data.result);
    waiting.delete(data.id);
    const question = asked.get(data.id);
    asked.delete(data.id);
    const value = data.result?.value;
    if (question === undefined || value === undefined) return;
    if (question.name === 'view.open' && value.viewId !== undefined && value.length !== undefined) {
      lists.set(value.viewId, { asked: question.text, length: value.length });
      // A list without rows has no first rows to wait for.
      if (value.length === 0 || (value.first ?? null) !== null) firstRows(value.viewId);
    }
    if (question.name === 'view.read') firstRows(question.text);
  };
  const tap = (port: MessagePort): void => {
    port.addEventListener('message', heard);
    window.uplineTap = {
      call: (name, request) =>
        new Promise((resolve) => {
          lastId += 1;
          waiting.set(lastId, resolve);
          Reflect.apply(post, port, [{ type: 'call', id: lastId, name, request }]);
        }),
      nextList: (since) => new Promise((found) => listeners.push({ since, found })),
    };
  };
  MessagePort.prototype.postMessage = function (this: MessagePort, ...given: unknown[]): void {
    const message: unknown = given[0];
    if (typeof message === 'object' && message !== null && 'name' in message && 'id' in message) {
      if (window.uplineTap === undefined) tap(this);
      const request: unknown = 'request' in message ? message.request : null;
      const read = message.name === 'view.read' && typeof request === 'object' && request !== null;
      const text = read && 'viewId' in request ? String(request.viewId) : JSON.stringify(request);
      asked.set(Number(message.id), { name: String(message.name), text });
    }
    Reflect.apply(post, this, given);
  };
}
