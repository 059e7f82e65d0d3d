import type { ConnectorFailure } from '../api.ts';

/** An answer that is no answer to what was asked. `asked` says what that was, `problem` is the end of a sentence. */
export function unusable(
  asked: string,
  problem: string,
): { readonly ok: false; readonly failure: ConnectorFailure } {
  const message = `AgentSync's answer while ${asked} could not be used: ${problem}`;
  return { ok: false, failure: { kind: 'malformed', message } };
}
