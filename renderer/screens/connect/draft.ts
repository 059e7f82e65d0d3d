import { connectionDraft } from '../../../preload/contract/shell.ts';
import type { ConnectionDraft } from '../../../preload/contract/shell.ts';

export type DraftField = keyof ConnectionDraft | 'confirmed';
export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>;

/** The form's content: the contract's draft, and the second confirmation production needs. */
export interface DraftForm extends ConnectionDraft {
  readonly confirmed: boolean;
}

type Addresses = Pick<ConnectionDraft, 'baseUrl' | 'tokenUrl'>;

const addresses: Readonly<Record<'sandbox' | 'production', Addresses>> = {
  sandbox: {
    baseUrl: 'https://api.sandbox.agentsync.io',
    tokenUrl: 'https://auth.sandbox.agentsync.io/oauth2/token',
  },
  production: {
    baseUrl: 'https://api.agentsync.io',
    tokenUrl: 'https://auth.agentsync.io/oauth2/token',
  },
};

/** A connection nobody has filled in, to the vendor's sandbox. */
export const emptyDraft: DraftForm = {
  name: '',
  environment: 'sandbox',
  ...addresses.sandbox,
  scopes: ['rino_api_agency_read', 'rino_api_agency_write'],
  clientId: '',
  clientSecret: '',
  confirmed: false,
};

/** The form for another environment: its addresses filled in, or left to be edited. */
export function withEnvironment(form: DraftForm, environment: ConnectionDraft['environment']): DraftForm {
  return {
    ...form,
    environment,
    confirmed: false,
    ...(environment === 'custom' ? {} : addresses[environment]),
  };
}

const words: Readonly<Partial<Record<string, string>>> = {
  name: 'Give the connection a name of at most 80 characters.',
  baseUrl:
    'An address that starts with https://, carries no user name or password, and ends before any ? or #.',
  tokenUrl: 'An address that starts with https:// and carries no user name or password.',
  scopes: 'Tick at least one permission.',
  clientId: 'Enter the client id you received from AgentSync.',
  clientSecret: 'Enter the client secret you received from AgentSync.',
};

/** What the contract accepts, or a sentence for each field that has to change. */
export function checkDraft(form: DraftForm): {
  readonly draft: ConnectionDraft | null;
  readonly errors: DraftErrors;
} {
  const { confirmed, ...rest } = form;
  const errors: Record<string, string> = {};
  const parsed = connectionDraft.safeParse(rest);
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0]);
    errors[field] ??= words[field] ?? issue.message;
  }
  if (form.environment === 'production' && !confirmed) {
    errors['confirmed'] = 'Tick this to go on, or choose the sandbox.';
  }
  return { draft: parsed.success && Object.keys(errors).length === 0 ? parsed.data : null, errors };
}
