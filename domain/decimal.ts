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

/** Sum and average of decimals, exact; the average is rounded to two decimals more than the numbers have. */
export interface DecimalSum {
  readonly count: number;
  readonly sum: string;
  readonly average: string;
  readonly least: string;
  readonly greatest: string;
}

/** Adds up numbers, each as often as told; texts that are no numbers are left out. Null when none is. */
export function sumDecimals(
  numbers: readonly { readonly text: string; readonly times: number }[],
): DecimalSum | null {
  const plain = numbers.flatMap(({ text, times }) => {
    const canonical = canonicalDecimal(text);
    return canonical === null || times === 0 ? [] : [{ text: canonical, times }];
  });
  const [first] = plain;
  if (first === undefined) return null;
  const places = Math.max(...plain.map(({ text }) => decimalPlaces(text) ?? 0));
  let count = 0;
  let sum = 0n;
  let least = first.text;
  let greatest = first.text;
  for (const { text, times } of plain) {
    count += times;
    sum += scaled(text, places) * BigInt(times);
    if ((compareDecimals(text, least) ?? 0) < 0) least = text;
    if ((compareDecimals(text, greatest) ?? 0) > 0) greatest = text;
  }
  const divisor = BigInt(count);
  const average = (sum * 100n + divisor / 2n) / divisor;
  return { count, sum: unscaled(sum, places), average: unscaled(average, places + 2), least, greatest };
}

/** The number in units of its last place. */
function scaled(text: string, places: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

function unscaled(units: bigint, places: number): string {
  const digits = units.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return canonicalDecimal(places === 0 ? whole : `${whole}.${digits.slice(-places)}`) ?? whole;
}
