/**
 * Whether nine digits are an SSN that is given to nobody: area 000, 666 or 900–999, group 00 or serial 0000
 * (Social Security Administration, POMS RM 10201.035). Numbers from 900 on are mostly ITINs, which some
 * systems take in the same field; the vendor says nothing, so this is worth a question and no refusal.
 */
export function isNotIssued(digits: string): boolean {
  return /^(?:000|666|9)/.test(digits) || digits.slice(3, 5) === '00' || digits.endsWith('0000');
}
