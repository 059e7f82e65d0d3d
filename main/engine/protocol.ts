import { z } from 'zod';
import type { Failure, Remedy } from '../../domain/result.ts';
import type { TokenOutcome } from './ports.ts';

/**
 * What the main process and the engine's process say to each other. Both sides parse what arrives:
 * they are built together, but a bug in one must show up as such in the other.
 */

const remedies = [
  'retry',
  'sign-in',
  'sign-in-turris',
  'unlock',
  'go-online',
  'fix-fields',
  'open-conflict',
  'open-set-aside',
  'free-space',
  'update-app',
  'ask-vendor',
  'choose-organization',
  'restart-engine',
] as const satisfies readonly Remedy[];

const failure = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.exactOptional(z.enum(remedies)),
  fields: z.exactOptional(z.record(z.string(), z.string())),
}) satisfies z.ZodType<Failure>;

const tokenOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), accessToken: z.string(), scopes: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal('offline'), reason: z.string() }),
  z.object({ kind: z.literal('refused'), code: z.string(), message: z.string() }),
]) satisfies z.ZodType<TokenOutcome>;

const logLevel = z.enum(['error', 'warn', 'info', 'debug']);

/** Whose token is wanted. One vendor's token is never asked for, or sent, with the other's (vendor-apis, introduction). */
const vendor = z.enum(['agentsync', 'turris']);

/** Everything the engine needs to open one connection. */
const openMessage = z.object({
  type: z.literal('open'),
  connection: z.object({
    id: z.string(),
    name: z.string(),
    environment: z.enum(['practice', 'sandbox', 'production', 'custom']),
    /** Host without the `/contracting` prefix. */
    baseUrl: z.string(),
    /** The second vendor, with a host and a client of its own; null while none is connected. */
    turris: z.object({ baseUrl: z.string() }).nullable(),
  }),
  databaseFile: z.string(),
  /** 32 bytes. */
  databaseKey: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32),
  /** Where the SQLite addon is, on runtimes for which it was rebuilt. */
  nativeBinding: z.exactOptional(z.string()),
  profileFolder: z.string(),
  /** Who works at this computer, for gestures and the audit. */
  actor: z.string(),
  logLevel,
  workOffline: z.boolean(),
  /** Deletes what was read from Turris, which is no longer connected, before anything is shown. */
  forgetTurris: z.exactOptional(z.literal(true)),
});

/** Read the unsent work of a damaged database, without opening anything else; answered by `salvaged`. */
const salvageMessage = openMessage
  .pick({ connection: true, databaseFile: true, databaseKey: true, nativeBinding: true, actor: true })
  .extend({ type: z.literal('salvage'), passphrase: z.string().nullable() });

const mainToEngine = z.discriminatedUnion('type', [
  openMessage,
  salvageMessage,
  /** Carries one port: a page that will speak the contract over it. */
  z.object({ type: z.literal('renderer-port') }),
  z.object({ type: z.literal('token'), requestId: z.number().int(), outcome: tokenOutcome }),
  /** Other credentials were entered, of either vendor: try again what was refused. */
  z.object({ type: z.literal('credentials-changed') }),
  z.object({ type: z.literal('power'), event: z.enum(['suspend', 'resume']) }),
  /** How many changes the server does not have yet; answered by `unsent`. */
  z.object({ type: z.literal('unsent') }),
  /** End after what is in hand, close the store, answer `closed`. */
  z.object({ type: z.literal('close') }),
]);

const engineToMain = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** It could not be opened, or the file turned out to be damaged later on. Nothing is written after this. */
  z.object({ type: z.literal('open-failed'), failure }),
  z.object({
    type: z.literal('token-wanted'),
    vendor,
    requestId: z.number().int(),
    renew: z.boolean(),
    /** One that is needed beyond those of the connection. */
    scope: z.exactOptional(z.string().max(100)),
  }),
  z.object({
    type: z.literal('log'),
    level: logLevel,
    message: z.string(),
    details: z.exactOptional(z.record(z.string(), z.unknown())),
  }),
  z.object({ type: z.literal('unsent'), count: z.number().int().min(0) }),
  z.object({
    type: z.literal('salvaged'),
    report: z.object({ changes: z.number(), missing: z.number(), complete: z.boolean() }),
    /** Present when a passphrase was given. */
    file: z
      .object({
        suggestedName: z.string(),
        data: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      })
      .nullable(),
  }),
  z.object({ type: z.literal('closed') }),
]);

export type Vendor = z.infer<typeof vendor>;
export type OpenMessage = z.infer<typeof openMessage>;
export type SalvageMessage = z.infer<typeof salvageMessage>;
export type MainToEngine = z.infer<typeof mainToEngine>;
export type EngineToMain = z.infer<typeof engineToMain>;

/** In the engine: reads a message of the main process, or null when it is none. */
export function parseMainToEngine(data: unknown): MainToEngine | null {
  const parsed = mainToEngine.safeParse(data);
  return parsed.success ? parsed.data : null;
}

/** In the main process: reads a message of the engine, or null when it is none. */
export function parseEngineToMain(data: unknown): EngineToMain | null {
  const parsed = engineToMain.safeParse(data);
  return parsed.success ? parsed.data : null;
}
