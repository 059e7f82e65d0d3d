import type { OperationError } from '../../../domain/operation.ts';

/** The vendor as people call it. */
export const vendor = 'AgentSync';

/**
 * Codes of an operation's last word. Those of settled operations tell a receipt how it ended, those
 * of live ones tell the tray why it waits.
 */
export const codes = {
  undone: 'undone',
  discarded: 'discarded',
  typedBack: 'typed-back',
  replaced: 'replaced',
  tookTheirs: 'took-theirs',
  adopted: 'adopted',
  nothingToSend: 'nothing-to-send',
  merged: 'merged',
  offline: 'offline',
  rateLimited: 'rate-limited',
  serverTrouble: 'server-trouble',
  noAnswer: 'no-answer',
  gone: 'gone',
  refused: 'refused',
  /** Refused for the spelling of a commission type; the other one may be tried. */
  offersTitle: 'refused-offers-title-case',
  offersUpper: 'refused-offers-upper-case',
  conflict: 'conflict',
  auth: 'needs-auth',
  forbidden: 'forbidden',
  notOffered: 'not-offered',
  typeAgain: 'type-again',
} as const;

/** A last word without fields. */
export function word(code: string, message: string): OperationError {
  return { code, message, fields: {} };
}

/** How operations ended without being sent, by code and in words. */
export const lastWords = {
  undone: word(codes.undone, 'Taken back before it was sent.'),
  discarded: word(codes.discarded, 'Discarded by hand; it was never sent.'),
  typedBack: word(codes.typedBack, 'Typed back to what the server holds, so there was nothing to send.'),
  replaced: word(codes.replaced, 'Replaced by a later edit of the same record.'),
  madeAgain: word(
    codes.replaced,
    `It was gone at ${vendor}; the change went into a new record made from it.`,
  ),
  tookTheirs: word(codes.tookTheirs, `Dropped in favour of what ${vendor} holds.`),
  adopted: word(codes.adopted, `${vendor} already held this value; nothing had to be sent.`),
  nothingToSend: word(codes.nothingToSend, 'The record ended where it began; nothing had to be sent.'),
} as const;
