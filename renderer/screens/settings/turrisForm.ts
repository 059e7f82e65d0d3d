import { turrisHosts } from '../../../domain/turrisHosts.ts';
import { turrisDraft } from '../../../preload/contract/shell.ts';
import type { TurrisDraft, TurrisSummary } from '../../../preload/contract/shell.ts';

/** What stands in the form. */
export interface TurrisForm {
  readonly environment: TurrisDraft['environment'];
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type TurrisErrors = Readonly<Partial<Record<keyof TurrisForm, string>>>;

/** An empty form: for the address that is kept, or for the environment that AgentSync's suggests. */
export function turrisFormOf(kept: TurrisSummary | null, agentSync: string): TurrisForm {
  const environment = kept?.environment ?? (agentSync === 'production' ? 'production' : 'sandbox');
  const known = environment === 'production' || environment === 'sandbox';
  return {
    environment: known ? environment : 'custom',
    baseUrl: kept?.baseUrl ?? (known ? turrisHosts[environment] : ''),
    clientId: '',
    clientSecret: '',
  };
}

/** The form for another environment: its address filled in, or left to be edited. */
export function withTurrisEnvironment(form: TurrisForm, environment: TurrisForm['environment']): TurrisForm {
  return {
    ...form,
    environment,
    ...(environment === 'custom' ? {} : { baseUrl: turrisHosts[environment] }),
  };
}

const words: Readonly<Partial<Record<string, string>>> = {
  baseUrl:
    'An address that starts with https://, carries no user name or password, and ends before any ? or #.',
  clientId: 'Enter the client id from the Turris dashboard.',
  clientSecret: 'Enter the client secret from the Turris dashboard.',
};

/** What the contract takes, or a sentence for each field that has to change. */
export function checkTurris(form: TurrisForm): {
  readonly draft: TurrisDraft | null;
  readonly errors: TurrisErrors;
} {
  const errors: Record<string, string> = {};
  const parsed = turrisDraft.safeParse({ ...form, baseUrl: form.baseUrl.trim() });
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0]);
    errors[field] ??= words[field] ?? issue.message;
  }
  return { draft: parsed.success ? parsed.data : null, errors };
}
