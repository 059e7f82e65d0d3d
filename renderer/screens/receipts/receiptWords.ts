import { assertNever } from '../../../domain/result.ts';
import type { ReceiptRow, ReceiptSummary } from '../../../preload/contract/engine.ts';
import { counted, formatCount } from '../../state/format.ts';

/** What became of a gesture's changes, in one sentence; says "sent" only of what AgentSync has. */
export function receiptWords(counts: ReceiptSummary['counts']): string {
  const { total, sent, adopted, dropped, open } = counts;
  if (sent === total)
    return total === 1 ? '1 change sent to AgentSync.' : `All ${counted(total, 'change')} sent to AgentSync.`;
  const parts: string[] = [];
  if (sent > 0) parts.push(`${formatCount(sent)} sent to AgentSync`);
  if (adopted > 0) parts.push(`${formatCount(adopted)} already there`);
  if (dropped > 0) parts.push(`${formatCount(dropped)} discarded`);
  if (open > 0) parts.push(`${formatCount(open)} not sent yet`);
  return parts.length === 0 ? `${counted(total, 'change')}, nothing to send.` : `${parts.join(', ')}.`;
}

/** The result of one row of a receipt. */
export function resultWord(result: ReceiptRow['result']): string {
  switch (result) {
    case 'sent':
      return 'Sent';
    case 'adopted':
      return 'Already there';
    case 'nothing-to-send':
      return 'Nothing to send';
    case 'dropped':
      return 'Discarded';
    case 'open':
      return 'Not sent yet';
    default:
      return assertNever(result);
  }
}
