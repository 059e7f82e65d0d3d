import { setTimeout as wait } from 'node:timers/promises';
import { shellCalls } from '../../preload/contract.ts';
import type { ParsedRequestOf, ResponseOf, ShellCallName, ShellCalls } from '../../preload/contract.ts';
import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Log } from '../engine/ports.ts';

/** One handler per call of the contract, typed by it. A missing one does not compile. */
export type ShellHandlers = {
  readonly [Name in ShellCallName]: (
    request: ParsedRequestOf<ShellCalls[Name]>,
  ) => Promise<Result<ResponseOf<ShellCalls[Name]>>>;
};

/** Who asks: what main needs to know of an IPC event's sender. */
export interface Sender {
  readonly isOurWindow: boolean;
  readonly isTopFrame: boolean;
  readonly isOurAddress: boolean;
}

const notAllowed = fail({
  code: 'not-allowed',
  message: 'This request did not come from Upline’s own window, so it was refused.',
});

function badRequest(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]) {
  const fields: Record<string, string> = {};
  for (const issue of issues) fields[issue.path.map(String).join('.')] ??= issue.message;
  return fail({
    code: 'bad-request',
    message: 'Something in this form is not in order. Nothing was changed.',
    remedy: 'fix-fields',
    fields,
  });
}

/** Whether a person is being asked something, and how often one has been. */
export interface Asking {
  readonly open: () => boolean;
  readonly count: () => number;
}

const nobodyAsked: Asking = { open: () => false, count: () => 0 };

async function timeLimited<T>(run: Promise<T>, limitMs: number, late: T, asking: Asking): Promise<T> {
  const stop = new AbortController();
  const limit = async (): Promise<T> => {
    // A person may take any time to answer; after that the work has its own time again.
    for (let asked = -1; asking.open() || asked !== asking.count();) {
      asked = asking.count();
      await wait(limitMs, undefined, { signal: stop.signal });
    }
    return late;
  };
  const lateAnswer = limit();
  try {
    return await Promise.race([run, lateAnswer]);
  } finally {
    stop.abort();
    // Aborting rejects the timer; its outcome no longer interests anybody.
    lateAnswer.catch(() => undefined);
  }
}

/**
 * Answers one call: sender check, then the contract's schema, then the handler, within the call's time
 * limit. Always answers a `Result`, because Electron strips a thrown error of everything but its text.
 */
export async function answerCall(
  handlers: ShellHandlers,
  log: Log,
  name: ShellCallName,
  sender: Sender,
  request: unknown,
  limitMs: number = shellCalls[name].timeLimitMs,
  asking: Asking = nobodyAsked,
): Promise<Result<unknown>> {
  if (!sender.isOurWindow || !sender.isTopFrame || !sender.isOurAddress) {
    log.write('warn', 'Refused a call', { call: name, ...sender });
    return notAllowed;
  }
  const definition = shellCalls[name];
  const parsed = definition.request.safeParse(request);
  if (!parsed.success) return badRequest(parsed.error.issues);
  // The schema and the handler are looked up by the same name, which the compiler cannot follow.
  const handler: (request: never) => Promise<Result<unknown>> = handlers[name];
  const run = async (): Promise<Result<unknown>> => {
    try {
      const answer: Promise<Result<unknown>> = Reflect.apply(handler, undefined, [parsed.data]);
      return await answer;
    } catch (error) {
      log.write('error', 'A call failed with an exception', { call: name, error });
      return fail({
        code: 'bug',
        message: 'Something went wrong inside Upline. Nothing staged is lost. The log has the details.',
      });
    }
  };
  const seconds = Math.round(limitMs / 1_000);
  return timeLimited(
    run(),
    limitMs,
    fail({
      code: 'timed-out',
      message: `There was no answer within ${String(seconds)} seconds. It may still finish; look again before you repeat it.`,
      remedy: 'retry',
    }),
    asking,
  );
}

/** What Electron's `ipcMain` offers and this needs. */
export interface CallSource<Event> {
  handle(name: string, answer: (event: Event, request: unknown) => Promise<Result<unknown>>): void;
}

/** Registers every call of the contract, and only these. */
export function registerCalls<Event>(
  source: CallSource<Event>,
  senderOf: (event: Event) => Sender,
  handlers: ShellHandlers,
  log: Log,
  asking: Asking,
): void {
  for (const name of shellCallNames) {
    source.handle(name, (event, request) =>
      answerCall(handlers, log, name, senderOf(event), request, undefined, asking),
    );
  }
}

function isShellCallName(name: string): name is ShellCallName {
  return Object.hasOwn(shellCalls, name);
}

/** Every call of the contract. */
export const shellCallNames: readonly ShellCallName[] = Object.keys(shellCalls).filter(isShellCallName);
