import { canonicalDecimal } from '../decimal.ts';

/**
 * A carrier's commission grid: its products, and what each of their levels pays in which states (AS5, S1
 * step 4). Levels carry no dates at the vendor, so what stands in the grid holds now.
 */
export interface CommissionGrid<Product = GridProduct, Level = GridLevel> {
  readonly carrier: GridCarrier;
  readonly products: readonly Product[];
  readonly levels: readonly Level[];
}

/** The carrier whose grid it is, and where it sells. */
export interface GridCarrier {
  readonly name: string;
  readonly states: readonly string[];
}

/** A product of the carrier, a row of the grid. */
export interface GridProduct {
  readonly id: string;
  readonly name: string;
  /** Where it is sold; empty when the product does not say. */
  readonly states: readonly string[];
}

/** A commission level of a product, a cell of the grid. */
export interface GridLevel {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  /** Canonical: Percent, Dollar or Number; null when the level has none. */
  readonly type: string | null;
  /** A decimal as text. */
  readonly firstYearValue: string | null;
  /** Where the level stands among its product's, a decimal as text; higher is more. */
  readonly level: string | null;
  /** Where it pays; empty for wherever the product is sold. */
  readonly states: readonly string[];
}

/** What two level names must share to be one name to people, as the vendor's duplicates are looked for. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

const digits = String.raw`(\d[\d,]{0,9}(?:\.\d{1,4})?)`;
/**
 * A percentage, an amount or a multiple at the end of a name, as in the vendor's own `Level 1 — 55%` (S1
 * step 4). A number without a sign is part of the name.
 */
const payAtEnd = new RegExp(
  String.raw`(?:${digits}\s?%|\$\s?${digits}|\b[x×]\s?${digits}|${digits}\s?[x×])\)?$`,
  'i',
);
/** No such ending is longer; a name may be. */
const longestPay = 24;

/** What stands between a rung and its pay. */
const between: ReadonlySet<string> = new Set(' \t\u00a0-–—·:,(');

/** The rung that a name stands for: what is left without the pay it ends with. Never empty. */
export function rungName(name: string): string {
  const whole = name.trim();
  const pay = payAtEnd.exec(whole.slice(-longestPay));
  if (pay === null) return whole;
  let end = whole.length - pay[0].length;
  while (end > 0 && between.has(whole.charAt(end - 1))) end -= 1;
  return end === 0 ? whole : whole.slice(0, end);
}

/** The pay that a name ends with; null when it names none. */
export function payInName(
  name: string,
): { readonly type: 'Percent' | 'Dollar' | 'Number'; readonly value: string } | null {
  const pay = payAtEnd.exec(name.trim().slice(-longestPay));
  if (pay === null) return null;
  const [, percent, amount, timesFirst, timesLast] = pay;
  const plain = (text = ''): string => text.replaceAll(',', '');
  if (percent !== undefined) return { type: 'Percent', value: plain(percent) };
  if (amount !== undefined) return { type: 'Dollar', value: plain(amount) };
  return { type: 'Number', value: plain(timesFirst ?? timesLast) };
}

/** What a level pays, with the sign of its type: `105%`, `$250`, `1.5×`; `no value` when it says nothing. */
export function payWords({ type, firstYearValue }: Pick<GridLevel, 'type' | 'firstYearValue'>): string {
  if (firstYearValue === null || firstYearValue === '') return 'no value';
  const number = canonicalDecimal(firstYearValue) ?? firstYearValue;
  switch (type) {
    case 'Percent':
      return `${number}%`;
    case 'Dollar':
      return `$${number}`;
    case 'Number':
      return `${number}×`;
    default:
      return number;
  }
}

/** Names as people list them: `TX`, `TX and OK`, `TX, OK and 12 more`. */
export function listWords(items: readonly string[], most = 6): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  const last = items.at(-1);
  if (last === undefined) return '';
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
