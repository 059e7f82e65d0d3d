import type { Sandbox } from '../../../sandbox/index.ts';
import { isJsonObject, parseJson } from '../../../sandbox/json.ts';
import type { Json } from '../../../sandbox/json.ts';

export const ALL_SCOPES = 'rino_api_agency_read rino_api_agency_write rino_api_agency_delete';

/** An answer with its JSON, when it had any. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json | undefined;
}

type Target = Pick<Sandbox, 'tokenUrl' | 'contractingUrl' | 'controlUrl' | 'controlToken'>;

/** Walks into JSON; undefined wherever the path leads nowhere. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') here = here[step];
    else if (isJsonObject(here) && typeof step === 'string') here = here[step];
    else return undefined;
  }
  return here;
}

/** The list at a path, empty when there is none. */
export function list(value: Json | undefined, ...path: readonly (string | number)[]): Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The text at a path; anything else fails the test. */
export function text(value: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return found;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const content = await response.text();
  return { status: response.status, headers: response.headers, text: content, body: parseJson(content) };
}

/** Asks for a token with a form, as the vendor wants it. */
export async function requestToken(target: Target, fields: Record<string, string> = {}): Promise<Answer> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'practice',
    client_secret: 'practice',
    scope: ALL_SCOPES,
    ...fields,
  });
  return readAnswer(await fetch(target.tokenUrl, { method: 'POST', body: form }));
}

/** A plain HTTP client of the stand-in: real requests, no cleverness. */
export class Client {
  readonly #target: Target;
  readonly #token: string;

  constructor(target: Target, token: string) {
    this.#target = target;
    this.#token = token;
  }

  static async signIn(target: Target, fields: Record<string, string> = {}): Promise<Client> {
    const answer = await requestToken(target, fields);
    return new Client(target, text(answer.body, 'access_token'));
  }

  async raw(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    return fetch(`${this.#target.contractingUrl}${path}`, { ...init, method, headers });
  }

  async call(
    method: string,
    path: string,
    body?: Json,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const init: RequestInit =
      body === undefined
        ? { headers }
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
    return readAnswer(await this.raw(method, path, init));
  }

  async get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  async control(method: string, path: string, body?: Json): Promise<Answer> {
    const response = await fetch(`${this.#target.controlUrl}${path}`, {
      method,
      headers: { 'x-control-token': this.#target.controlToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return readAnswer(response);
  }
}
