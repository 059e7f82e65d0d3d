import { isLiveAddress } from '../../../domain/liveHosts.ts';
import { connectionChange } from '../../../preload/contract/shell.ts';
import type { ConnectionChange, ConnectionSummary } from '../../../preload/contract/shell.ts';

/** What stands in the form; what only another address needs is empty until then. */
export interface ChangeForm {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Live data is meant. */
  readonly live: boolean;
  /** Unsent work may go to the new address. */
  readonly unsentMayGo: boolean;
}

export type ChangeErrors = Readonly<Partial<Record<keyof ChangeForm, string>>>;

/** A connection as its form first shows it: without secrets, which are only ever replaced. */
export function formOf({ name, scopes, baseUrl, tokenUrl }: ConnectionSummary): ChangeForm {
  return {
    name,
    scopes,
    baseUrl,
    tokenUrl,
    clientId: '',
    clientSecret: '',
    live: false,
    unsentMayGo: false,
  };
}

/** Whether another server is to be asked, and whether it is AgentSync's production. */
export function moveOf(
  before: ConnectionSummary,
  { baseUrl, tokenUrl }: ChangeForm,
): { readonly moved: boolean; readonly live: boolean } {
  const addresses = [baseUrl, tokenUrl].map((one) => one.trim());
  const moved = addresses[0] !== before.baseUrl || addresses[1] !== before.tokenUrl;
  return { moved, live: moved && addresses.some(isLiveAddress) };
}

const words: Readonly<Partial<Record<string, string>>> = {
  name: 'Give the connection a name of at most 80 characters.',
  scopes: 'Tick at least one permission.',
  baseUrl:
    'An address that starts with https://, carries no user name or password, and ends before any ? or #.',
  tokenUrl: 'An address that starts with https:// and carries no user name or password.',
  clientId: 'The client id for the new address.',
  clientSecret: 'The secret for the new address.',
};

/** What the contract takes, or a sentence for each field that has to change. `unsent`: changes not sent. */
export function checkChange(
  before: ConnectionSummary,
  form: ChangeForm,
  unsent: number,
): { readonly change: ConnectionChange | null; readonly errors: ChangeErrors } {
  const { moved, live } = moveOf(before, form);
  const errors: Record<string, string> = {};
  const parsed = connectionChange.safeParse({
    connectionId: before.id,
    name: form.name,
    scopes: form.scopes,
    baseUrl: form.baseUrl.trim(),
    tokenUrl: form.tokenUrl.trim(),
    ...(moved ? { credentials: { clientId: form.clientId, clientSecret: form.clientSecret }, unsent } : {}),
    ...(live ? { live: form.live } : {}),
  });
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = String(path.at(-1) === undefined || path[0] === 'scopes' ? path[0] : path.at(-1));
    errors[field] ??= words[field] ?? message;
  }
  if (live && !form.live) errors['live'] = 'Tick this to go on, or keep the address.';
  if (moved && unsent > 0 && !form.unsentMayGo)
    errors['unsentMayGo'] = 'Tick this to go on, or send or discard them first.';
  return { change: parsed.success && Object.keys(errors).length === 0 ? parsed.data : null, errors };
}
