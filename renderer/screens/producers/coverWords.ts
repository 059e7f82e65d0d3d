import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';

const day = 86_400_000;
/** From here on a renewal is worth chasing. */
const soonDays = 60;

/** How long a policy still covers, in words. */
export interface Cover {
  readonly words: string;
  readonly tone: 'good' | 'soon' | 'over';
}

/** Today's calendar date where the person is, as a plain date counts. */
function midnightOf(now: number): number {
  const today = new Date(now);
  return Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
}

/** Whether an E&O policy covers today, by its plain calendar dates; null while it names no expiry. */
export function coverWords({ fields }: Pick<RecordDetail, 'fields'>, now: number): Cover | null {
  const text = (name: string): string => fields.find(({ field }) => field === name)?.shown ?? '';
  const midnight = midnightOf(now);
  if (Number.isNaN(Date.parse(text('expiry')))) return null;
  const starts = Date.parse(text('effectiveDate'));
  if (!Number.isNaN(starts) && starts > midnight)
    return { words: `Starts in ${counted(Math.round((starts - midnight) / day), 'day')}`, tone: 'soon' };
  const left = expiryWords(text('expiry'), now);
  return left?.tone === 'good' ? { words: 'In force', tone: 'good' } : left;
}

/** How long it is until a plain calendar date, whatever else is true of what ends then; null where it is no date. */
export function expiryWords(ends: string, now: number): Cover | null {
  const expiry = Date.parse(ends);
  if (Number.isNaN(expiry)) return null;
  const left = Math.round((expiry - midnightOf(now)) / day);
  if (left < 0) return { words: `Expired ${counted(-left, 'day')} ago`, tone: 'over' };
  if (left === 0) return { words: 'Expires today', tone: 'soon' };
  return left <= soonDays
    ? { words: `Expires in ${counted(left, 'day')}`, tone: 'soon' }
    : { words: `${counted(left, 'day')} left`, tone: 'good' };
}
