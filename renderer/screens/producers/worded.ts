import { lastFourOf } from '../../../domain/masking.ts';
import type { FieldDetail } from '../../../preload/contract/engine.ts';

/** Values that people read in another shape than AgentSync writes them. */
export function worded({ field, shown }: Pick<FieldDetail, 'field' | 'shown'>): string {
  if (shown === '') return '';
  if (field === 'ssnLast4') return `•••-••-${lastFourOf(shown)}`;
  return field === 'totalLimit' ? dollars(shown) : shown;
}

/** `1250000.5` as `$1,250,000.50`; the digits are text from the vendor to here. */
function dollars(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `$${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`;
}
