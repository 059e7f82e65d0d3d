/** Codes of Node and Chromium that prove a request never left this computer, or never found a server. */
const notSent: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at its address.',
  ENOTFOUND: 'its name could not be found; there may be no network.',
  EAI_AGAIN: 'its name could not be looked up; there may be no network.',
  ENETUNREACH: 'there is no network.',
  ENETDOWN: 'there is no network.',
  EHOSTUNREACH: 'there is no way to its address from this network.',
  EADDRNOTAVAIL: 'there is no network.',
  UND_ERR_CONNECT_TIMEOUT: 'its address does not answer.',
  ERR_CONNECTION_REFUSED: 'nothing answers at its address.',
  ERR_NAME_NOT_RESOLVED: 'its name could not be found; there may be no network.',
  ERR_NAME_RESOLUTION_FAILED: 'its name could not be looked up; there may be no network.',
  ERR_INTERNET_DISCONNECTED: 'there is no network.',
  ERR_ADDRESS_UNREACHABLE: 'there is no way to its address from this network.',
  ERR_CONNECTION_TIMED_OUT: 'its address does not answer.',
  ERR_PROXY_CONNECTION_FAILED: 'the proxy of this network does not answer.',
  ERR_TUNNEL_CONNECTION_FAILED: 'the proxy of this network refused the connection.',
};

/** The handshake comes before the request, so a refused certificate means nothing was sent. */
const certificate =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS_CERT|ERR_CERT_|ERR_SSL_)/;

const interrupted: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was cut.',
  EPIPE: 'the connection was cut.',
  UND_ERR_SOCKET: 'the connection was cut.',
  ERR_CONNECTION_RESET: 'the connection was cut.',
  ERR_CONNECTION_CLOSED: 'the connection was cut.',
  ERR_EMPTY_RESPONSE: 'the connection was closed without an answer.',
  ERR_CONTENT_LENGTH_MISMATCH: 'the answer broke off.',
  ERR_INCOMPLETE_CHUNKED_ENCODING: 'the answer broke off.',
  ERR_NETWORK_CHANGED: 'the network changed meanwhile.',
};

/** Every code an error and its causes carry. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const codes: string[] = [];
  if ('code' in error && typeof error.code === 'string') codes.push(error.code);
  const chromium = /net::(ERR_[A-Z_]+)/.exec(error.message)?.[1];
  if (chromium !== undefined) codes.push(chromium);
  // Trying IPv6 and IPv4 together gives one error holding both.
  if (error instanceof AggregateError) {
    for (const inner of error.errors) codes.push(...codesOf(inner, depth + 1));
  }
  return [...codes, ...codesOf(error.cause, depth + 1)];
}

/** Whether the request certainly never reached the server; anything else may have arrived. */
export function certainlyNotSent(error: unknown): boolean {
  const codes = codesOf(error);
  return codes.length > 0 && codes.every((code) => code in notSent || certificate.test(code));
}

/** Why the exchange failed, as the end of a sentence. */
export function reasonInWords(error: unknown): string {
  for (const code of codesOf(error)) {
    const words = notSent[code] ?? interrupted[code];
    if (words !== undefined) return words;
    if (certificate.test(code)) return 'its certificate is not trusted on this computer.';
  }
  return 'the connection broke off.';
}
