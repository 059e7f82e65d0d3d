import { z } from 'zod';
import type { Failure } from '../../domain/result.ts';
import { answers } from './definition.ts';
import type { Environment } from './engine.ts';

/**
 * What the renderer asks the main process, over `ipcRenderer.invoke`. Nothing here ever answers a secret.
 * Time during which a person is asked something does not count against a call's limit.
 */

const id = z.string().min(1).max(100);

/** https only, except loopback for practice and tests. Credentials in the address are refused. */
const address = z
  .string()
  .max(500)
  .refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url === null || url.username !== '' || url.password !== '') return false;
    return (
      url.protocol === 'https:' ||
      (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    );
  }, 'An address starts with https:// and carries no user name or password.');

/** One that paths are appended to. */
const baseAddress = address.refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url !== null && url.search === '' && url.hash === '';
}, 'An address ends before any ? or #.');

const credentials = {
  clientId: z.string().trim().min(1).max(500),
  clientSecret: z.string().min(1).max(2_000),
};

const name = z.string().trim().min(1).max(80);
const scopes = z
  .array(z.enum(['rino_api_agency_read', 'rino_api_agency_write', 'rino_api_agency_delete']))
  .min(1);

/** A connection as a person enters it. */
export const connectionDraft = z.object({
  name,
  environment: z.enum(['sandbox', 'production', 'custom']),
  /** Host without the `/contracting` prefix, e.g. https://api.sandbox.agentsync.io */
  baseUrl: baseAddress,
  tokenUrl: address,
  scopes,
  ...credentials,
});
export type ConnectionDraft = z.input<typeof connectionDraft>;

/** What a person may change of a connection that is kept. Its environment is not: its data belongs to that. */
export const connectionChange = z.object({
  connectionId: id,
  name,
  scopes,
  /** Other ones only of a custom connection. */
  baseUrl: baseAddress,
  tokenUrl: address,
  /** Needed for another address: a secret given for one is never sent to another. */
  credentials: z.object(credentials).optional(),
  /** The person said that live data is meant. */
  live: z.boolean().optional(),
  /** How many unsent changes the person was told would go to the new address. */
  unsent: z.number().int().min(0).optional(),
});
export type ConnectionChange = z.input<typeof connectionChange>;

/** Turris' production and sandbox have addresses that are known; only another one is named. */
export const turrisDraft = z.discriminatedUnion('environment', [
  z.object({ environment: z.literal('production'), ...credentials }),
  z.object({ environment: z.literal('sandbox'), ...credentials }),
  z.object({
    environment: z.literal('custom'),
    /** Scheme and host, without `/v1`. */
    baseUrl: baseAddress,
    ...credentials,
  }),
]);
export type TurrisDraft = z.input<typeof turrisDraft>;

/** Where the second vendor of a connection is found. */
export interface TurrisSummary {
  readonly environment: Environment;
  /** Scheme and host, without a slash at the end. */
  readonly baseUrl: string;
}

/** A connection as every page may know it: without its secrets. */
export interface ConnectionSummary {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  readonly lastOpenedAt: number | null;
  /** The second vendor; null while none is connected. */
  readonly turris: TurrisSummary | null;
}

/** How secrets are kept on this computer. */
export type Protection =
  | { readonly kind: 'keychain' }
  /** No keychain: secrets live in memory for this session, the database key comes from a passphrase. */
  | {
      readonly kind: 'session';
      readonly unlocked: boolean;
      readonly passphraseChosen: boolean;
      readonly reason: string;
    };

/** Whether there is an engine, and for which connection. */
export type EngineState =
  | { readonly state: 'none' }
  | { readonly state: 'starting'; readonly connectionId: string }
  | { readonly state: 'running'; readonly connectionId: string }
  /** The engine ended by itself and is being started again. Nothing staged is lost. */
  | {
      readonly state: 'restarting';
      readonly connectionId: string;
      readonly attempt: number;
      readonly reason: string;
    }
  | { readonly state: 'failed'; readonly connectionId: string; readonly failure: Failure };

/** Light, dark, or as the system has it. */
export type ThemeChoice = 'system' | 'light' | 'dark';

/** What the shell knows that every screen shows. */
export interface ShellState {
  readonly version: string;
  readonly runtime: string;
  readonly protection: Protection;
  readonly connections: readonly ConnectionSummary[];
  readonly engine: EngineState;
  readonly theme: ThemeChoice;
}

/** What was tried of a connection, step by step. */
export interface ConnectionTest {
  readonly steps: readonly {
    readonly name: string;
    /** `permissions`: what a token is granted for. The others: calls of the API. */
    readonly group: 'permissions' | 'reading' | 'writing';
    readonly result: 'works' | 'refused' | 'not-offered' | 'not-reached' | 'not-tried';
    readonly words: string;
  }[];
  readonly usable: boolean;
}

/** What can be read of the unsent work in a damaged database. */
export interface RescueReport {
  /** Unsent changes that can be read. */
  readonly changes: number;
  /** Unsent changes that are known to be in the file and cannot be read. */
  readonly missing: number;
  /** Nothing else can have been lost. */
  readonly complete: boolean;
}

/** Every call that the shell answers. */
export const shellCalls = {
  'shell.state': answers<ShellState>()(z.object({}), 20_000),
  /** Starts the embedded sandbox and opens its connection. */
  'shell.open-practice': answers<{ readonly connectionId: string }>()(z.object({}), 60_000),
  'shell.test-connection': answers<ConnectionTest>()(connectionDraft, 90_000),
  /** The same for a connection that is kept, with the credentials of this computer. */
  'shell.test-kept-connection': answers<ConnectionTest>()(z.object({ connectionId: id }), 90_000),
  /** Keeps the connection (secrets in the keychain or this session's memory) and opens it. */
  'shell.add-connection': answers<{ readonly connectionId: string }>()(connectionDraft, 60_000),
  /** Changes a connection that is kept; local data stays. The one that is open is opened again. */
  'shell.change-connection': answers<null>()(connectionChange, 60_000),
  /** Asks the person first when the connection that is open has unsent work. */
  'shell.open-connection': answers<{ readonly connectionId: string }>()(
    z.object({ connectionId: id }),
    60_000,
  ),
  /** Asks the person first when there is unsent work; answers without closing when they stay. */
  'shell.close-connection': answers<null>()(z.object({}), 600_000),
  'shell.update-credentials': answers<null>()(z.object({ connectionId: id, ...credentials }), 30_000),
  /**
   * Tries Turris' credentials and keeps them when they can be used: for a connection without Turris, or others
   * for the address that is kept. Nothing is kept otherwise, and the test says why.
   */
  'shell.turris-connect': answers<{ readonly saved: boolean; readonly test: ConnectionTest }>()(
    z.object({ connectionId: id, draft: turrisDraft }),
    90_000,
  ),
  /** Tries what is kept, with the credentials of this computer. */
  'shell.turris-test': answers<ConnectionTest>()(z.object({ connectionId: id }), 90_000),
  /** Forgets Turris' credentials and reads no more. With `forget` what was read is deleted here as well. */
  'shell.turris-disconnect': answers<null>()(z.object({ connectionId: id, forget: z.boolean() }), 60_000),
  /** Session-only mode: chooses the passphrase, or unlocks with it. At least 10 characters. */
  'shell.unlock': answers<null>()(z.object({ passphrase: z.string().min(10).max(500) }), 30_000),
  'shell.restart-engine': answers<null>()(z.object({}), 60_000),
  /** Asks where to keep a file and writes it there, complete or not at all. `saved` is false when the person cancelled. */
  'shell.save-file': answers<{ readonly saved: boolean }>()(
    z.object({
      suggestedName: z.string().min(1).max(120),
      data: z.union([z.string(), z.instanceof(Uint8Array)]),
    }),
    600_000,
  ),
  /** Asks where to keep a file that is written piece by piece; null when the person cancelled. */
  'shell.save-begin': answers<{ readonly saveId: string | null }>()(
    z.object({ suggestedName: z.string().min(1).max(120) }),
    600_000,
  ),
  'shell.save-part': answers<null>()(z.object({ saveId: id, data: z.instanceof(Uint8Array) }), 60_000),
  /** Keeps the file, which is complete from now on, or leaves nothing behind. */
  'shell.save-end': answers<null>()(z.object({ saveId: id, keep: z.boolean() }), 60_000),
  /** Puts a secret on the clipboard, and takes it away after a minute unless something else is there by then. */
  'shell.copy-secret': answers<null>()(z.object({ text: z.string().min(1).max(4_000) })),
  /** Asks for a file of unsent changes, a CSV file, or a table to import, and reads it; null when the person cancelled. At most 64 MB. */
  'shell.open-file': answers<{ readonly name: string; readonly data: Uint8Array } | null>()(
    z.object({ kind: z.enum(['unsent', 'csv', 'table', 'view']) }),
    600_000,
  ),
  /**
   * Forgets a connection: its database, key and credentials. With unsent work it needs `typed` to be the
   * connection's name, else it fails with `unsent-work` and the count.
   */
  'shell.remove-connection': answers<null>()(
    z.object({ connectionId: id, typed: z.string().max(200).optional() }),
    60_000,
  ),
  /** Reads what is unsent in a damaged database, from a copy. Minutes for a large file. */
  'shell.rescue-look': answers<RescueReport>()(z.object({ connectionId: id }), 600_000),
  /** As `shell.rescue-look`, and keeps it as a sealed file where the person chooses. */
  'shell.rescue-save': answers<RescueReport & { readonly saved: boolean }>()(
    z.object({ connectionId: id, passphrase: z.string().min(10).max(500) }),
    600_000,
  ),
  /**
   * Moves the damaged database aside, where it is kept, and opens the connection with a new one, into which
   * everything is read again. Where not all unsent work could be read it needs `typed` to be the
   * connection's name, else it fails with `unsent-work`.
   */
  'shell.rescue-fresh': answers<null>()(
    z.object({ connectionId: id, typed: z.string().max(200).optional() }),
    1_200_000,
  ),
  'shell.set-theme': answers<null>()(z.object({ theme: z.enum(['system', 'light', 'dark']) })),
} as const;

/** Every call that the shell answers, as a type. */
export type ShellCalls = typeof shellCalls;
/** The name of such a call. */
export type ShellCallName = keyof ShellCalls;

/** Menu and keyboard commands that act in the page. */
export const menuCommands = [
  'undo',
  'redo',
  'sync-now',
  'toggle-work-offline',
  'show-carriers',
  'show-assignments',
  'show-tray',
  'show-receipts',
  'show-sync',
  'show-history',
  'show-conflicts',
  'show-settings',
  'show-onboarding',
  'show-import',
  'show-invitations',
  'show-producers',
  'show-licensing',
  'find',
  'send',
  'export-unsent',
  'show-keys',
  'back',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What the shell tells of itself. */
export type ShellEvent =
  | { readonly event: 'state'; readonly state: ShellState }
  | { readonly event: 'menu'; readonly command: MenuCommand };
