/** Decimals are text from the vendor to the screen and back; nothing here passes through a binary float. */

const plain = /^(\d+)(?:\.(\d*))?$/;

interface Parts {
  /** Without leading zeros; empty for zero. */
  readonly whole: string;
  /** Without trailing zeros. */
  readonly fraction: string;
}

function partsOf(text: string): Parts | null {
  const match = plain.exec(text);
  if (match === null) return null;
  return {
    whole: (match[1] ?? '').replace(/^0+/, ''),
    fraction: (match[2] ?? '').replace(/0+$/, ''),
  };
}

/** The shortest text of a non-negative decimal: `090.50` is `90.5`. Null when the text is no such number. */
export function canonicalDecimal(text: string): string | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  const whole = parts.whole === '' ? '0' : parts.whole;
  return parts.fraction === '' ? whole : `${whole}.${parts.fraction}`;
}

/** How many decimals a number has, not counting trailing zeros; null when it is no non-negative decimal. */
export function decimalPlaces(text: string): number | null {
  return partsOf(text)?.fraction.length ?? null;
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`; null when one is no number. */
export function compareDecimals(a: string, b: string): number | null {
  const left = partsOf(a);
  const right = partsOf(b);
  if (left === null || right === null) return null;
  if (left.whole.length !== right.whole.length) return left.whole.length - right.whole.length;
  if (left.whole !== right.whole) return left.whole < right.whole ? -1 : 1;
  if (left.fraction === right.fraction) return 0;
  const width = Math.max(left.fraction.length, right.fraction.length);
  return left.fraction.padEnd(width, '0') < right.fraction.padEnd(width, '0') ? -1 : 1;
}

/** Whether two texts are the same number; texts that are no numbers are compared as they stand. */
export function sameDecimal(a: string, b: string): boolean {
  return a === b || compareDecimals(a, b) === 0;
}
