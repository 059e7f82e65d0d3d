import { afterEach } from 'vitest';
import type { ConnectorResult } from '../../../main/engine/connectors/api.ts';
import type { HttpRequest } from '../../../main/engine/ports.ts';
import { rig as outboxRig } from '../outbox/support.ts';
import type { Rig as OutboxRig } from '../outbox/support.ts';
import { createRig } from '../sync/rig.ts';
import type { Rig } from '../sync/rig.ts';

/** Of the test that runs; gone after it. */
export let rig: Rig | undefined;

let outbox: OutboxRig | undefined;

export const sent: HttpRequest[] = [];

/** What the vendor answers next, instead of the stand-in. */
let answerWith: { readonly status: number; readonly body: string } | null = null;

export async function connect(typeShown: 'title' | 'upper' = 'title'): Promise<Rig> {
  sent.length = 0;
  answerWith = null;
  rig = await createRig({
    sandboxProfile: { typeShown, typeAccepted: 'any' },
    transport: (transport) => (request) => {
      sent.push(request);
      if (answerWith === null) return transport(request);
      const { status, body } = answerWith;
      const headers = { 'content-type': 'application/hal+json' };
      return Promise.resolve({ kind: 'response', status, headers, body: new TextEncoder().encode(body) });
    },
  });
  return rig;
}

/** Lets the vendor answer this, instead of the stand-in. */
export function answer(status: number, body: string): void {
  answerWith = { status, body };
}

/** A computer with an outbox, against the stand-in. */
export async function outboxOf(options: Parameters<typeof outboxRig>[0] = {}): Promise<OutboxRig> {
  outbox = await outboxRig(options);
  return outbox;
}

export function made<T>(result: ConnectorResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

afterEach(async () => {
  await rig?.close();
  await outbox?.dispose();
  rig = undefined;
  outbox = undefined;
});
