/** AgentSync's own production hosts (A-AUTH): whatever a connection is called, its data is live there. */
const liveHosts: ReadonlySet<string> = new Set(['api.agentsync.io', 'auth.agentsync.io']);

/** Whether an address is AgentSync's production. */
export function isLiveAddress(address: string): boolean {
  return URL.canParse(address) && liveHosts.has(new URL(address).hostname);
}
