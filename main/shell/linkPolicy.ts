/** Hosts our own screens and help link to. Everything else stays text. */
const allowedHosts: readonly string[] = [
  'agentsync.io',
  'developer.agentsync.io',
  'help.agentsync.io',
  'docs.turrisfi.com',
  'help.turrisfi.com',
];

/** Whether an address may be handed to the system's browser. */
export function mayOpenExternally(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.port === '' &&
    allowedHosts.includes(url.hostname)
  );
}
