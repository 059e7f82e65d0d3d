import { expect, vi } from 'vitest';
import type { Sandbox } from '../../../sandbox/index.ts';

/** Of all kills of a run (`UPLINE_KILLS`, 250 when not said), how many each kind of work gets. */
const shares = { syncing: 0.4, sending: 0.4, migrating: 0.2 } as const;

export function killsWhile(work: keyof typeof shares): number {
  return Math.ceil(Number(process.env['UPLINE_KILLS'] ?? '250') * shares[work]);
}

/** Returns while a write is kept waiting by the stand-in: whoever kills now, kills in the middle of one. */
export async function writeOut(sandbox: Sandbox): Promise<void> {
  await vi.waitFor(() => expect(sandbox.control.keptWaiting()).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 1,
  });
}
