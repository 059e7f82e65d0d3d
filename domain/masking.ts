/**
 * Account numbers are shown by their last four digits only, the way AgentSync itself gives them back
 * (S2: `****{last4}`; vendor-apis section 7, item 21).
 */

const stars = '****';

/** The masked form of a whole number: `****6789`. */
export function maskedNumber(number: string): string {
  return `${stars}${number.slice(-4)}`;
}

/** Whether a text looks like something masked, which is never a value to send: stars, dots or crosses in it. */
export function looksMasked(text: string): boolean {
  return /[*•●·#xX]/.test(text);
}

/** The digits a masked or whole number ends in; empty when it ends in none. */
export function lastFourOf(text: string): string {
  return /\d{1,4}$/.exec(text.trim())?.[0] ?? '';
}

/** A number as AgentSync shows it, whatever it was given as: already masked stays, whole becomes masked. */
export function asMasked(text: string): string {
  return looksMasked(text) ? `${stars}${lastFourOf(text)}` : maskedNumber(text.replaceAll(/[\s-]/g, ''));
}
