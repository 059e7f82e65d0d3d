import { engineCalls } from '../../preload/contract.ts';
import type { EngineCallName, EngineCalls, ParsedRequestOf, ResponseOf } from '../../preload/contract.ts';
import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Log } from './ports.ts';
import { storeFailureOf } from './store/failures.ts';

/** Calls that read so much that others have their turn in between; all others are answered at once. */
export type SlowCallName =
  | 'audit.verify'
  | 'audit.csv'
  | 'receipt.csv'
  | 'view.open'
  | 'view.values'
  | 'view.sum'
  | 'view.find-text'
  | 'outbox.plan'
  | 'outbox.requests'
  | 'transfer.export'
  | 'bulk.preview'
  | 'bulk.recount'
  | 'bulk.stage'
  | 'import.names'
  | 'import.stage'
  | 'import.blocked-rows';

/** Gestures of a sheet: answered later where they take more than a slice, and at once where they do not. */
export type GestureCallName = 'edit.stage' | 'edit.paste' | 'edit.fill' | 'edit.clear';

/**
 * Calls that need not wait while a gesture is being worked out: they say what is on this computer now, and whoever
 * asks is told when that changes; or they are about Turris, of which nothing is edited. All others are about what the
 * gesture writes, or write something themselves.
 */
const asideOfGestures = [
  'status.read',
  'view.read',
  'view.find',
  'record.read',
  'field.options',
  'lookup.list',
  'assignment.history',
  'record.history',
  'turris.forget',
] as const satisfies readonly EngineCallName[];

/** A call that is always answered at once. */
export type AsideCallName = (typeof asideOfGestures)[number];

const aside: ReadonlySet<string> = new Set(asideOfGestures);

/** Whether a call is answered only when the gestures before it are done. */
export function waitsForGestures(name: string): boolean {
  return !aside.has(name);
}

/** What a call is answered with. */
export type Answer = Result<unknown> | Promise<Result<unknown>>;

/** One handler per call of the contract, typed by it. */
export type EngineHandlers = {
  readonly [Name in EngineCallName]: (
    request: ParsedRequestOf<EngineCalls[Name]>,
  ) => Name extends SlowCallName
    ? Promise<Result<ResponseOf<EngineCalls[Name]>>>
    : Name extends GestureCallName
      ? Result<ResponseOf<EngineCalls[Name]>> | Promise<Result<ResponseOf<EngineCalls[Name]>>>
      : Result<ResponseOf<EngineCalls[Name]>>;
};

function isCallName(name: string): name is EngineCallName {
  return Object.hasOwn(engineCalls, name);
}

function run(handlers: EngineHandlers, name: EngineCallName, request: unknown): Answer {
  const definition = engineCalls[name];
  const parsed = definition.request.safeParse(request);
  if (!parsed.success) {
    const fields: Record<string, string> = {};
    for (const issue of parsed.error.issues) fields[issue.path.join('.')] = issue.message;
    return fail({
      code: 'bad-request',
      message: 'The window asked the data engine for something it does not understand. Nothing was changed.',
      fields,
    });
  }
  const handler: (request: never) => Answer = handlers[name];
  return Reflect.apply(handler, undefined, [parsed.data]);
}

/** What an exception of a handler is answered with. */
function failureOf(error: unknown, log: Log, name: string): Result<unknown> {
  const failure = storeFailureOf(error);
  if (failure !== null) {
    log.write('warn', 'A call met the disk', { call: name, code: failure.code });
    return fail(failure);
  }
  log.write('error', 'A call failed with an exception', { call: name, error });
  return fail({
    code: 'bug',
    message: 'Something went wrong inside Upline. Nothing staged is lost. The log has the details.',
    remedy: 'restart-engine',
  });
}

/**
 * Parses a call by its contract and runs its handler. Whatever is not a known call, or does not parse,
 * is answered, never ignored. An exception is a bug: it is logged and answered as one. Only slow calls
 * and long gestures are answered later.
 */
export function dispatch(handlers: EngineHandlers, log: Log, name: string, request: unknown): Answer {
  if (!isCallName(name)) {
    return fail({ code: 'unknown-call', message: `The data engine has no call named “${name}”.` });
  }
  const started = performance.now();
  try {
    const answer = run(handlers, name, request);
    return answer instanceof Promise ? answer.catch((error: unknown) => failureOf(error, log, name)) : answer;
  } catch (error) {
    return failureOf(error, log, name);
  } finally {
    const took = performance.now() - started;
    if (took > 40) log.write('debug', 'A call took long', { call: name, milliseconds: Math.round(took) });
  }
}
