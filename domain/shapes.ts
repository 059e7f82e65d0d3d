import type { TextFormat } from './fields.ts';
import { looksMasked } from './masking.ts';

/** A text in its canonical form, or what was expected instead. */
export type Shaped =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly expected: string };

const ok = (text: string): Shaped => ({ ok: true, text });
const no = (expected: string): Shaped => ({ ok: false, expected });

/** Digits as people group them. */
const digitsOf = (text: string): string => text.replaceAll(/[\s-]/g, '');

/** The check digit of a bank's routing number: weights 3, 7, 1 over its nine digits sum to a multiple of ten. */
function addsUp(routing: string): boolean {
  const weights = [3, 7, 1];
  const sum = routing
    .split('')
    .reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0);
  return sum % 10 === 0;
}

/** One @ with something before it and a domain with a dot behind it: enough to catch a slip of the hand. */
const emailShape = /^[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+$/;

function email(text: string): Shaped {
  const address = text.trim();
  return emailShape.test(address) ? ok(address) : no('An email address such as name@example.com.');
}

function routing(text: string): Shaped {
  const digits = digitsOf(text);
  if (!/^\d{9}$/.test(digits)) return no('A routing number: nine digits, from a check or the bank.');
  return addsUp(digits) && digits !== '000000000'
    ? ok(digits)
    : no('A routing number whose check digit fits; one of these nine digits is probably mistyped.');
}

function account(text: string): Shaped {
  if (looksMasked(text))
    return no(
      'The whole account number. What is shown with stars is not a number to send; leave the field alone to keep the one AgentSync has.',
    );
  const digits = digitsOf(text);
  return /^\d{5,17}$/.test(digits) ? ok(digits) : no('An account number: 5 to 17 digits.');
}

/** As the card shows it, or its nine digits alone; sent as digits (S2 names the field and no shape). */
function ssn(text: string): Shaped {
  if (looksMasked(text))
    return no(
      'The whole SSN. What is shown with stars is not a number to send; leave the field alone to keep the one AgentSync has.',
    );
  return /^(?:\d{9}|\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4})$/.test(text.trim())
    ? ok(digitsOf(text))
    : no('An SSN: nine digits, such as 123-45-6789.');
}

function fein(text: string): Shaped {
  const digits = digitsOf(text);
  return /^\d{9}$/.test(digits) ? ok(text.trim()) : no('A FEIN: nine digits, such as 12-3456789.');
}

/** What can be told about a text from its shape alone. The vendor publishes none of these; they catch slips. */
export const shapes: Readonly<Record<TextFormat, (text: string) => Shaped>> = {
  email,
  routing,
  account,
  fein,
  ssn,
};
