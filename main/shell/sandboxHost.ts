import path from 'node:path';
import { z } from 'zod';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { Clock, Log } from '../engine/ports.ts';
import { practiceSizes } from './options.ts';
import type { PracticeSize } from './options.ts';
import { readStored, writeStored } from './storedFile.ts';

/** The sandbox's process as this file sees it. */
export interface SandboxProcess {
  post(message: { readonly size: PracticeSize; readonly stateFolder: string; readonly port?: number }): void;
  onMessage(listener: (data: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

const addresses = z.object({
  url: z.url(),
  tokenUrl: z.url(),
  contractingUrl: z.url(),
  controlUrl: z.url(),
  controlToken: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  turrisUrl: z.url(),
  turrisClientId: z.string(),
  turrisClientSecret: z.string(),
});
export type SandboxAddresses = z.infer<typeof addresses>;
const answer = z.union([addresses, z.object({ error: z.string() })]);
const sizeFile = z.object({ size: z.enum(practiceSizes) });

/** The life of the practice server. */
export interface SandboxHost {
  /** Starts the practice server, or answers where the running one is. */
  start(): Promise<Result<SandboxAddresses>>;
  stop(): void;
}

const usualSize: PracticeSize = 'field';
/** A million invented assignments take a while to invent. */
const startLimitMs = 90_000;
const restartDelayMs = 1_000;
const restartLimit = 5;

function notStarted(reason: string): Failure {
  return {
    code: 'practice-not-started',
    message: `The practice server could not be started: ${reason} Nothing was changed; try again.`,
    remedy: 'retry',
  };
}

/**
 * Runs the practice server of a profile. Its size is kept with its data: another size would be another
 * world, and everything practised in the first would seem to have been removed by the vendor.
 */
export function createSandboxHost(parts: {
  readonly fork: () => SandboxProcess;
  readonly folder: string;
  readonly size: PracticeSize | null;
  readonly clock: Clock;
  readonly log: Log;
}): SandboxHost {
  const { fork, folder, clock, log } = parts;
  let running: SandboxProcess | null = null;
  let started: Promise<Result<SandboxAddresses>> | null = null;
  let restarts = 0;

  async function chooseSize(): Promise<PracticeSize> {
    const file = path.join(folder, 'size.json');
    const stored = await readStored(file, sizeFile);
    if (stored.kind === 'read') {
      if (parts.size !== null && parts.size !== stored.value.size) {
        log.write('warn', 'Practice data of another size exists in this profile and is kept', {
          asked: parts.size,
          kept: stored.value.size,
        });
      }
      return stored.value.size;
    }
    const size = parts.size ?? usualSize;
    writeStored(file, { size });
    return size;
  }

  function launch(size: PracticeSize, port: number | null): Promise<Result<SandboxAddresses>> {
    return new Promise((resolve) => {
      const child = fork();
      running = child;
      let there: SandboxAddresses | null = null;
      const late = new AbortController();
      const giveUp = async (): Promise<void> => {
        await clock.sleep(startLimitMs, late.signal);
        if (late.signal.aborted) return;
        resolve(fail(notStarted('it did not answer in time.')));
        child.kill();
      };
      void giveUp();

      child.onMessage((data) => {
        const parsed = answer.safeParse(data);
        if (there !== null) return;
        late.abort();
        if (!parsed.success || 'error' in parsed.data) {
          const reason =
            parsed.success && 'error' in parsed.data ? parsed.data.error : 'its answer was not understood.';
          resolve(fail(notStarted(reason)));
          child.kill();
          return;
        }
        there = parsed.data;
        // For tests and for the curious. The control token opens a stand-in with invented data only.
        writeStored(path.join(folder, 'sandbox.json'), there);
        resolve(ok(there));
      });
      child.onExit((code) => {
        late.abort();
        if (running !== child) return;
        running = null;
        started = null;
        resolve(fail(notStarted(`it ended with code ${String(code)}.`)));
        if (there === null) return;
        log.write('error', 'The practice server ended by itself', { code });
        if (restarts >= restartLimit) return;
        restarts += 1;
        const again = begin(Number(new URL(there.url).port), restartDelayMs);
        started = again;
      });
      child.post({ size, stateFolder: folder, ...(port === null ? {} : { port }) });
    });
  }

  async function begin(port: number | null, delayMs: number): Promise<Result<SandboxAddresses>> {
    try {
      await clock.sleep(delayMs);
      const result = await launch(await chooseSize(), port);
      if (!result.ok) started = null;
      return result;
    } catch (cause) {
      started = null;
      return fail(notStarted(cause instanceof Error ? cause.message : String(cause)));
    }
  }

  return {
    start() {
      started ??= begin(null, 0);
      return started;
    },
    stop() {
      const child = running;
      running = null;
      started = null;
      child?.kill();
    },
  };
}
