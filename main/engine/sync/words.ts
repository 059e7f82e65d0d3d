import { collections, isOfTurris } from '../../../domain/collections.ts';
import { assertNever } from '../../../domain/result.ts';
import type { Failure, Remedy } from '../../../domain/result.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import type { SyncTarget } from '../store/api.ts';

/** Whose list a target is. */
export function vendorOf(target: SyncTarget): 'AgentSync' | 'Turris' {
  return target !== 'lookups' && isOfTurris(target) ? 'Turris' : 'AgentSync';
}

/** What a target is called in a sentence. */
export function plural(target: SyncTarget): string {
  return target === 'lookups' ? 'reference lists' : collections[target].plural.toLowerCase();
}

const remedies: Readonly<Record<string, Remedy>> = {
  offline: 'retry',
  'rate-limited': 'retry',
  unauthorized: 'sign-in',
  'wrong-credentials': 'sign-in',
  'scope-not-granted': 'sign-in',
  'token-refused': 'sign-in',
  'credentials-missing': 'sign-in',
  forbidden: 'ask-vendor',
  'not-found': 'ask-vendor',
  rejected: 'ask-vendor',
  'not-offered': 'ask-vendor',
  'server-error': 'retry',
  malformed: 'retry',
  'unreadable-page': 'open-set-aside',
  'kept-changing': 'retry',
  'partly-listed': 'ask-vendor',
  'would-remove-many': 'retry',
};

/** A stored failure with the remedy that belongs to its code: each vendor has a sign-in of its own. */
export function failureOf(
  stored: { readonly code: string; readonly message: string },
  target: SyncTarget,
): Failure {
  const known = remedies[stored.code];
  const remedy = known === 'sign-in' && vendorOf(target) === 'Turris' ? 'sign-in-turris' : known;
  return { code: stored.code, message: stored.message, ...(remedy === undefined ? {} : { remedy }) };
}

function secondsInWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 90) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** What happened, what it means for the work, what to do. */
export function explain(failure: ConnectorFailure, target: SyncTarget, now: number): Failure {
  const what = plural(target);
  const kept = `The ${what} here stay as they were, and your changes are safe on this computer.`;
  const vendor = vendorOf(target);
  const say = (code: string, message: string): Failure => failureOf({ code, message }, target);
  switch (failure.kind) {
    case 'not-sent':
    case 'no-answer':
      return say(
        'offline',
        `${failure.message} ${kept} Upline goes on by itself when ${vendor} answers again.`,
      );
    case 'aborted':
      return say('offline', `Reading the ${what} was interrupted. ${kept} Upline goes on where it stopped.`);
    case 'rate-limited':
      return say(
        'rate-limited',
        `${failure.message} Upline waits ${secondsInWords(failure.until - now)} and goes on with the ${what} by itself.`,
      );
    case 'unauthorized':
      return say('unauthorized', `${failure.message} ${kept} Sign in again to get news from ${vendor}.`);
    case 'credentials-refused':
      return say(failure.code, `${vendor} did not let this connection in: ${failure.message} ${kept}`);
    case 'forbidden':
      return say(
        'forbidden',
        vendor === 'Turris'
          ? `${failure.message} ${kept} Ask an administrator of your account at Turris to let this API client read.`
          : `${failure.message} ${kept} Ask AgentSync to grant this client the scope rino_api_agency_read.`,
      );
    case 'not-found':
    case 'rejected':
      return say(
        failure.kind,
        `${vendor} did not give the list of ${what}: ${failure.message} ${kept} If this goes on, ask ${vendor}.`,
      );
    case 'not-offered':
      return say(
        'not-offered',
        `${failure.message} Upline can only show the ${what} it already knows. Ask ${vendor} whether this list can be opened for you.`,
      );
    case 'server-error':
      return say('server-error', `${failure.message} ${kept} Upline tries again by itself.`);
    case 'malformed':
      return say(
        'malformed',
        `${failure.message} ${kept} Upline tries again by itself; if this goes on, ask ${vendor}.`,
      );
    default:
      return assertNever(failure);
  }
}

/** A page of the list was no list; the rest was read. */
export function unreadablePage(target: SyncTarget): Failure {
  const what = plural(target);
  const vendor = vendorOf(target);
  const failure = {
    code: 'unreadable-page',
    message:
      `Part of ${vendor}'s list of ${what} could not be read and was set aside; the rest is here. ` +
      `Until a whole list arrives, records deleted at ${vendor} may still be shown. Look at what was set aside.`,
  };
  return failureOf(failure, target);
}

/** The list never stood still long enough to be read whole. */
export function keptChanging(target: SyncTarget): Failure {
  const what = plural(target);
  const vendor = vendorOf(target);
  const failure = {
    code: 'kept-changing',
    message:
      `The list of ${what} kept changing at ${vendor} while Upline read it. Everything that arrived is here, ` +
      `but records deleted at ${vendor} may still be shown. Upline reads it again by itself.`,
  };
  return failureOf(failure, target);
}

/** The vendor opens only some of its lists to this connection. */
export function partlyListed(target: SyncTarget): Failure {
  const what = plural(target);
  const vendor = vendorOf(target);
  const failure = {
    code: 'partly-listed',
    message:
      `${vendor} does not open all its lists of ${what} to this connection. Everything that arrived is here, but ` +
      `${what} may be missing, and those deleted at ${vendor} may still be shown. Ask ${vendor} to open these lists to you.`,
  };
  return failureOf(failure, target);
}

/** So much is missing from the list that a person must agree before it goes here too. */
export function wouldRemoveMany(target: SyncTarget, removed: number, total: number): Failure {
  const what = plural(target);
  const vendor = vendorOf(target);
  const failure = {
    code: 'would-remove-many',
    message:
      `${vendor} no longer lists ${removed} of ${total} ${what}. Upline has removed none of them, because so many ` +
      `at once can be a mistake. Check in ${vendor}; if they are really gone, agree to remove them here too.`,
  };
  return failureOf(failure, target);
}
