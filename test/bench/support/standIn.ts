import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';

const started = z.object({
  url: z.string(),
  tokenUrl: z.string(),
  contractingUrl: z.string(),
  controlUrl: z.string(),
  controlToken: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
});
const requests = z.record(z.string(), z.number());

/** The vendor's stand-in in a process of its own, so that its work is not counted as ours. */
export interface StandIn extends z.infer<typeof started> {
  /** Requests by call since they were last cleared. */
  counters(): Promise<Readonly<Record<string, number>>>;
  clearCounters(): Promise<void>;
  close(): Promise<void>;
}

export async function startStandIn(assignments: number): Promise<StandIn> {
  const cli = path.join(import.meta.dirname, '..', '..', '..', 'sandbox', 'cli.ts');
  const child = fork(cli, ['--json', '--seed', '7', '--size', String(assignments)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('The stand-in has no output');
  let line = '';
  for await (const chunk of child.stdout) {
    line += String(chunk);
    if (line.includes('\n')) break;
  }
  const vendor = started.parse(JSON.parse(line));
  const control = (method: 'GET' | 'DELETE'): Promise<Response> =>
    fetch(`${vendor.controlUrl}/counters`, { method, headers: { 'x-control-token': vendor.controlToken } });
  return {
    ...vendor,
    counters: async () => requests.parse(await (await control('GET')).json()),
    async clearCounters() {
      await control('DELETE');
    },
    async close() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
