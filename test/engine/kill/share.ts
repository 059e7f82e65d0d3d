/** Of all kills of a run (`UPLINE_KILLS`, 250 when not said), how many each kind of work gets. */
const shares = { syncing: 0.4, sending: 0.4, migrating: 0.2 } as const;

export function killsWhile(work: keyof typeof shares): number {
  return Math.ceil(Number(process.env['UPLINE_KILLS'] ?? '250') * shares[work]);
}
