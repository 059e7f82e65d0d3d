import type { z } from 'zod';

/**
 * One call: the schema its request must pass, the type of its answer, and how long the caller
 * waits before the call is rejected with `timed-out`.
 */
export interface CallDefinition<Request extends z.ZodType, Response> {
  readonly request: Request;
  readonly timeLimitMs: number;
  /** Carries the type only; never set. */
  readonly response?: Response;
}

/** Declares a call: `answers<Response>()(requestSchema)`. */
export function answers<Response>() {
  return <Request extends z.ZodType>(
    request: Request,
    timeLimitMs = 10_000,
  ): CallDefinition<Request, Response> => ({
    request,
    timeLimitMs,
  });
}

type AnyCall = CallDefinition<z.ZodType, unknown>;

export type RequestOf<Call extends AnyCall> = z.input<Call['request']>;
export type ParsedRequestOf<Call extends AnyCall> = z.output<Call['request']>;
/** What a call answers when it succeeds. */
export type ResponseOf<Call extends AnyCall> =
  Call extends CallDefinition<z.ZodType, infer Response> ? Response : never;
