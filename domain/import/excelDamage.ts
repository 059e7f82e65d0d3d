/** What Excel does to ids, and how it shows. */

/**
 * A long number as Excel shows it: `1.23457E+14`. Excel always writes the sign and at least two digits, so a
 * writing number such as `1E5` is not taken for one.
 */
export function looksScientific(text: string): boolean {
  return /^[+-]?\d(?:[.,]\d+)?E[+-]\d{2,3}$/i.test(text.trim());
}

/** Whether a text is the same id after it has lost the zeros at its beginning. */
export function lostItsZeros(text: string, whole: string): boolean {
  return text !== whole && /^\d+$/.test(text) && /^0+\d*$/.test(whole) && whole.replace(/^0+/, '') === text;
}

/** Whether a text is what a spreadsheet makes of an id that it takes for a number with an exponent: 1E5, 100000. */
export function lostItsExponent(text: string, whole: string): boolean {
  return (
    text !== whole && /^\d+E\d{1,2}$/i.test(whole) && /^\d+$/.test(text) && Number(text) === Number(whole)
  );
}

/** The words with which spreadsheets show that a formula failed. */
export function isErrorWord(text: string): boolean {
  return /^(?:#(?:REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|ERROR!)|Err:5\d\d)$/.test(
    text.trim(),
  );
}

/** Ids of a fixed length that begin with a zero more often than not. */
const lengths: Readonly<Record<string, number>> = { naic: 5, tin: 9, fein: 9, routingNumber: 9, zip: 5 };

/** How many zeros an id of a known length has lost at its beginning; 0 when none, or when nobody knows. */
export function missingZeros(field: string, text: string): number {
  const length = lengths[field];
  return length === undefined || !/^\d+$/.test(text) ? 0 : Math.max(0, length - text.length);
}

/** First day that each of Excel's two calendars counts from. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;
const dayMs = 86_400_000;
/** 9999-12-31, the last day that Excel knows. */
const lastDay = 2_958_465;

/**
 * The date behind one of Excel's day numbers, as yyyy-MM-dd, with the time where it has one. Null when it is
 * none. The calendar of 1900 has a 29 February 1900 that never was: the days before it are one off.
 */
export function dateOfDayNumber(serial: number, system: 1900 | 1904): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > lastDay) return null;
  const day = Math.floor(serial);
  if (system === 1900 && day === 60) return null;
  const shift = system === 1900 && day < 60 ? 1 : 0;
  const seconds = Math.round((serial - day) * 86_400);
  const text = new Date(epochs[system] + (day + shift) * dayMs + seconds * 1_000).toISOString();
  return seconds === 0 ? text.slice(0, 10) : text.slice(0, 19);
}

/** Whether a number is likely to be one of Excel's day numbers: a day from 1960 to 2099. */
export function looksLikeDayNumber(text: string): boolean {
  return /^\d{5}$/.test(text) && Number(text) >= 21_916 && Number(text) <= 73_050;
}
