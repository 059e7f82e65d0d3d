import type { Preview } from './preview.ts';
import { createPreview } from './preview.ts';
import type { ResolveFields } from './resolveFields.ts';
import { createResolveFields } from './resolveFields.ts';
import type { Reversal } from './reverse.ts';
import { createReversal } from './reverse.ts';
import type { ReceiptFile } from './receiptCsv.ts';
import { createReceiptFile } from './receiptCsv.ts';
import type { BringIn } from './bringIn.ts';
import { createBringIn } from './bringIn.ts';
import type { Review } from './review.ts';
import { createReview } from './review.ts';
import type { Settlement } from './settle.ts';
import type { Spelling } from './spelling.ts';
import { createSpelling } from './spelling.ts';
import { createStaging } from './stage.ts';

/** What a person may do with staged and sent work beyond sending, dropping and taking back. */
export type Desk = Review & Preview & ResolveFields & Spelling & Reversal & ReceiptFile & BringIn;

/** `staged` is told of new work, `hurry` that something may be sent now. */
export function createDesk(
  settlement: Settlement,
  tell: { readonly staged: () => void; readonly hurry: () => void },
): Desk {
  const { parts } = settlement;
  return {
    ...createReview(settlement, tell.hurry),
    ...createPreview(parts),
    ...createResolveFields(settlement, tell.hurry),
    ...createSpelling(settlement, tell.hurry),
    ...createReversal(parts, createStaging(parts, tell.staged).stage),
    ...createReceiptFile(parts),
    ...createBringIn(parts, tell.staged),
  };
}
