import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import type { EngineCallName, EngineCalls, RequestOf, ResponseOf } from '../../../preload/contract.ts';
import type { Sandbox } from '../../../sandbox/index.ts';

const fromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), failure: z.object({ code: z.string(), message: z.string() }) }),
  z.object({ type: z.literal('answer'), id: z.number(), result: z.unknown() }),
  z.object({ type: z.literal('event'), event: z.unknown() }),
]);

const result = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);

/** A call whose answer is awaited. The contract says what it is; the engine under test must make it true. */
interface Waiting {
  settle(value: unknown): void;
  fail(error: Error): void;
}

/** A running engine process. */
export interface EngineProcess {
  readonly pid: number;
  /** Answers the value, or throws with the failure: in these tests every call is expected to succeed. */
  call<Name extends EngineCallName>(
    name: Name,
    request: RequestOf<EngineCalls[Name]>,
  ): Promise<ResponseOf<EngineCalls[Name]>>;
  /** Runs sync and outbox. */
  start(): void;
  /** kill -9, and waits until the process is gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects a call that was in flight when the process was killed. */
export class Killed extends Error {}

/** Compiled once and not at each of hundreds of starts. */
export const compileCache = path.join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'node_modules',
  '.cache',
  'upline-test-compile',
);

export async function startEngineProcess(options: {
  readonly databaseFile: string;
  readonly databaseKey: Uint8Array;
  readonly sandbox: Pick<Sandbox, 'url' | 'tokenUrl' | 'clientId' | 'clientSecret'>;
  readonly workOffline?: boolean;
  /** How long a write without an answer may still be carried out; see OutboxParts. */
  readonly lateMs?: number;
}): Promise<EngineProcess> {
  const config = JSON.stringify({
    databaseFile: options.databaseFile,
    databaseKey: Buffer.from(options.databaseKey).toString('hex'),
    baseUrl: options.sandbox.url,
    tokenUrl: options.sandbox.tokenUrl,
    clientId: options.sandbox.clientId,
    clientSecret: options.sandbox.clientSecret,
    workOffline: options.workOffline ?? false,
    lateMs: options.lateMs,
  });
  const child = fork(path.join(import.meta.dirname, 'engineChild.ts'), [config], {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const pending = new Map<number, Waiting>();
  let last = 0;
  await new Promise<void>((resolve, reject) => {
    child.on('message', (data) => {
      const message = fromChild.parse(data);
      if (message.type === 'ready') resolve();
      if (message.type === 'failed') reject(new Error(`${message.failure.code}: ${message.failure.message}`));
      if (message.type !== 'answer') return;
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      const answer = result.parse(message.result);
      if (answer.ok) waiting?.settle(answer.value);
      else waiting?.fail(new Error(`${answer.error.code}: ${answer.error.message}`));
    });
    child.once('exit', (code) => {
      reject(new Error(`The engine ended with ${code}`));
      for (const waiting of pending.values()) waiting.fail(new Killed());
      pending.clear();
    });
  });

  // A killed process is no fault here: its exit says so.
  const nobodyThere = (): void => undefined;
  const { pid } = child;
  if (pid === undefined) throw new Error('The engine has no process id');

  return {
    pid,
    call<Name extends EngineCallName>(name: Name, request: RequestOf<EngineCalls[Name]>) {
      last += 1;
      const id = last;
      return new Promise<ResponseOf<EngineCalls[Name]>>((resolve, reject) => {
        const waiting: { settle(value: ResponseOf<EngineCalls[Name]>): void; fail(error: Error): void } = {
          settle: resolve,
          fail: reject,
        };
        pending.set(id, waiting);
        const lost = (): void => {
          pending.delete(id);
          reject(new Killed());
        };
        // The process may have been killed a moment ago, without our end of the channel having closed yet.
        if (child.connected) child.send({ type: 'call', id, name, request }, (error) => error && lost());
        else lost();
      });
    },
    start() {
      child.send({ type: 'start' }, nobodyThere);
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async close() {
      child.send({ type: 'close' }, nobodyThere);
      await gone;
    },
  };
}
