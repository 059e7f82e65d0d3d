import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';

const day = 86_400_000;
/** From here on a renewal is worth chasing. */
const soonDays = 60;

export interface Cover {
  readonly words: string;
  readonly tone: 'good' | 'soon' | 'over';
}

/** Whether an E&O policy covers today, by its plain calendar dates; null while it names no expiry. */
export function coverWords({ fields }: Pick<RecordDetail, 'fields'>, now: number): Cover | null {
  const text = (name: string): string => fields.find(({ field }) => field === name)?.shown ?? '';
  const today = new Date(now);
  const midnight = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const expiry = Date.parse(text('expiry'));
  if (Number.isNaN(expiry)) return null;
  const starts = Date.parse(text('effectiveDate'));
  if (!Number.isNaN(starts) && starts > midnight)
    return { words: `Starts in ${counted(Math.round((starts - midnight) / day), 'day')}`, tone: 'soon' };
  const left = Math.round((expiry - midnight) / day);
  if (left < 0) return { words: `Expired ${counted(-left, 'day')} ago`, tone: 'over' };
  if (left === 0) return { words: 'Expires today', tone: 'soon' };
  return left <= soonDays
    ? { words: `Expires in ${counted(left, 'day')}`, tone: 'soon' }
    : { words: 'In force', tone: 'good' };
}
