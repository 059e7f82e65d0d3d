/**
 * A name as it is compared: however its letters are composed (macOS writes “é” as two signs) and whatever blanks stand
 * in it (web pages and spreadsheets have some that do not break), it is the same name. Case makes no difference.
 */
export function comparedName(text: string): string {
  return plainName(text).toLowerCase();
}

/** The name with its letters composed and single, plain blanks. */
export function plainName(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
