import { expect, vi } from 'vitest';
import type { Sandbox } from '../../../sandbox/index.ts';
import type { EngineProcess } from '../support/engineProcess.ts';

/** How many kills each kind of work gets for each of a run (`UPLINE_KILLS`, 250 when not said). */
const shares = { syncing: 0.4, sending: 0.4, migrating: 0.2, creating: 0.125 } as const;

export function killsWhile(work: keyof typeof shares): number {
  return Math.ceil(Number(process.env['UPLINE_KILLS'] ?? '250') * shares[work]);
}

/** Says how far a run has come that somebody started for its kills (`npm run test:kills`), some twenty times in all. */
export function tellKills(work: keyof typeof shares, turn: number): void {
  if (process.env['UPLINE_KILLS'] === undefined) return;
  const all = killsWhile(work);
  const step = Math.max(10, Math.ceil(all / 20));
  if (turn % step === 0 || turn === all) console.log(`${turn} of ${all} kills while ${work}`);
}

/** Returns while a write is kept waiting by the stand-in: whoever kills now, kills in the middle of one. */
export async function writeOut(sandbox: Sandbox): Promise<void> {
  await vi.waitFor(() => expect(sandbox.control.keptWaiting()).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 1,
  });
}

/** Lets the engine read everything that the vendor offers, once. */
export async function readAll(engine: EngineProcess): Promise<void> {
  engine.start();
  await vi.waitFor(
    async () => {
      const { sync } = await engine.call('status.read', {});
      const open = sync
        .filter(({ state }) => state !== 'not-offered')
        .filter(({ completedAt }) => completedAt === null);
      expect(open).toEqual([]);
    },
    { timeout: 300_000, interval: 50 },
  );
}

/** Lets the engine send everything it holds. */
export async function sendAll(engine: EngineProcess): Promise<void> {
  engine.start();
  await vi.waitFor(
    async () => {
      const { outbox } = await engine.call('status.read', {});
      expect(outbox.unsent).toBe(0);
    },
    { timeout: 300_000, interval: 100 },
  );
}
