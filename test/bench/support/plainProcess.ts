import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';

const answer = z.object({ id: z.number(), rows: z.array(z.unknown()) });

export interface PlainProcess {
  readonly pid: number;
  rows(rowids: readonly number[]): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** Starts `plainPages.ts` with the same serialization that the engine's process has in tests. */
export async function startPlainProcess(config: {
  readonly databaseFile: string;
  readonly databaseKey: Uint8Array;
  readonly columns: readonly string[];
}): Promise<PlainProcess> {
  const text = JSON.stringify({ ...config, databaseKey: Buffer.from(config.databaseKey).toString('hex') });
  const child = fork(path.join(import.meta.dirname, 'plainPages.ts'), [text], {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (rows: readonly unknown[]) => void>();
  const ready = Promise.withResolvers<readonly unknown[]>();
  waiting.set(0, ready.resolve);
  child.on('message', (data) => {
    const { id, rows } = answer.parse(data);
    waiting.get(id)?.(rows);
    waiting.delete(id);
  });
  child.once('exit', (code) => ready.reject(new Error(`The plain process ended with ${code}`)));
  await ready.promise;
  let last = 0;
  const { pid } = child;
  if (pid === undefined) throw new Error('The plain process has no id');
  return {
    pid,
    rows(rowids) {
      last += 1;
      const { promise, resolve } = Promise.withResolvers<readonly unknown[]>();
      waiting.set(last, resolve);
      child.send({ id: last, rowids });
      return promise;
    },
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
