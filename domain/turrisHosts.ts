/** Where Turris is found (T-`/`). Another company than AgentSync: no token of one is ever sent to the other. */
export const turrisHosts = {
  production: 'https://public.api.live.turrisfi.com',
  sandbox: 'https://public.api.sandbox.turrisfi.com',
} as const;
