import type { RescueReport } from '../../../preload/contract/shell.ts';
import { counted, formatCount } from '../../state/format.ts';

/** How much of the unsent work can be read, without claiming more than is known. */
export function rescueWords({ changes, missing, complete }: RescueReport): string {
  if (complete) {
    if (changes === 0) return 'Nothing in the file was waiting to be sent.';
    return `All ${counted(changes, 'unsent change')} can be read.`.replace('All 1 unsent', 'The 1 unsent');
  }
  const all = changes + missing;
  const read =
    missing === 0
      ? `${counted(changes, 'unsent change')} can be read.`
      : `${formatCount(changes)} of ${counted(all, 'unsent change')} can be read. ${formatCount(missing)} ${missing === 1 ? 'is' : 'are'} on a part of the file that is destroyed.`;
  return `${read} The damage may have taken others without a trace.`;
}
