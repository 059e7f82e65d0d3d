import { z } from 'zod';
import type { OperationState } from '../../domain/operation.ts';
import { answers } from './definition.ts';
import type { CollectionSync, NetworkStatus } from './sync.ts';

/** How the engine stands, and what a person set that decides what it does. */

export type Environment = 'practice' | 'sandbox' | 'production' | 'custom';

/** Whether changes are sent by themselves, or wait until a person looked at them. */
export const sendModes = ['automatic', 'review'] as const;
export type SendMode = (typeof sendModes)[number];

/** What every screen shows of the engine. */
export interface EngineStatus {
  readonly connection: { readonly id: string; readonly name: string; readonly environment: Environment };
  readonly network: NetworkStatus;
  readonly sync: readonly CollectionSync[];
  /** The second vendor, reached apart from AgentSync; null while this connection has none. */
  readonly turris: { readonly network: NetworkStatus } | null;
  /** Present while changes are being sent. */
  readonly sending: {
    readonly done: number;
    readonly total: number;
    /** What is left of this sending, in seconds: by the vendor's limits at first, then by what it really took. */
    readonly secondsLeft: number;
  } | null;
  /** Present while sending waits for a moment that the vendor named or that a failure made wise. */
  readonly pause: { readonly until: number; readonly reason: string } | null;
  readonly outbox: {
    /** Records with a change the server does not have yet. */
    readonly unsent: number;
    /** Of these, how many wait for a person. */
    readonly needsYou: number;
    /** Of these, changed on both sides or gone at the server: decided in the conflict workspace. */
    readonly toDecide: number;
    /** Of these, terminations held until a person confirms them. */
    readonly toConfirm: number;
    readonly byState: Readonly<Record<OperationState, number>>;
  };
  readonly setAside: number;
  /** The last word of the server about our credentials. */
  readonly authorization:
    { readonly state: 'ok' } | { readonly state: 'sign-in' | 'read-only'; readonly message: string };
  readonly undo: string | null;
  readonly redo: string | null;
  /** `automatic`: changes are sent when online. `review`: everything is held until it is sent by hand. */
  readonly sendMode: SendMode;
  /** Work of a damaged file that was read before this one replaced it, and waits to be brought in. */
  readonly rescued: { readonly changes: number; readonly missing: number } | null;
  /** The name set in settings, which stands in batches, receipts and the audit beside the system's user. */
  readonly actorName: string;
  /** The own organization's id at the vendor, which invitations name; null while nobody has chosen it. */
  readonly organizationId: string | null;
}

/** Calls about how the engine stands and what it goes by. */
export const statusCalls = {
  'status.read': answers<EngineStatus>()(z.object({})),
  'outbox.mode': answers<null>()(z.object({ mode: z.enum(sendModes) })),
  'actor.name': answers<null>()(z.object({ name: z.string().trim().max(80) })),
} as const;
