import { sameValue } from '../../domain/merge.ts';
import type { ProducerPosition } from '../../preload/contract.ts';
import type { MirroredRecord, Store } from './store/api.ts';

/** More positions than this are looked at in the sheet. */
export const mostPositions = 50;
/** Nobody has so many uplines: a longer chain leads into itself. */
const mostUplines = 30;
/** Downlines counted for one page; an agency's whole tree may hang on one producer. */
const mostDownlines = 5_000;

/** The producer's name, through the NPN; empty where nobody with it is known. */
function nameOf(store: Store, assignmentId: string): string {
  const name = store.mirror.get('contractAssignment', assignmentId)?.effective['producerName'];
  return typeof name === 'string' ? name : '';
}

const dates = ['startDate', 'endDate'] as const;

function sameAtServer({ server, effective }: MirroredRecord, field: (typeof dates)[number]): boolean {
  return sameValue({ type: 'date' }, effective[field], server?.[field]);
}

/** Where a producer stands, one position for each of these assignments, as far as this computer knows. */
export function positionsOf(store: Store, assignmentIds: readonly string[]): readonly ProducerPosition[] {
  let countable = mostDownlines;
  const shown = (field: string, value: string | null): string =>
    store.views.label('contractAssignment', field, value);
  return assignmentIds.slice(0, mostPositions).flatMap((id): readonly ProducerPosition[] => {
    const record = store.mirror.get('contractAssignment', id);
    if (record === null || record.goneAt !== null) return [];
    const value = (field: string): string | null => {
      const held = record.effective[field];
      return typeof held === 'string' ? held : null;
    };
    const seen = new Set([id]);
    const uplines: ProducerPosition['uplines'][number][] = [];
    let endless = false;
    for (const upline of store.positions.uplinesOf(id, mostUplines)) {
      endless = seen.has(upline.id);
      if (endless) break;
      seen.add(upline.id);
      const { npn, commissionLevelId } = upline;
      uplines.push({
        assignmentId: upline.id,
        npn: npn ?? '',
        name: nameOf(store, upline.id),
        level: shown('commissionLevelId', commissionLevelId),
      });
    }
    const { direct, below } = store.positions.downlineCount(id, countable);
    countable = Math.max(0, countable - (below ?? countable));
    return [
      {
        assignmentId: id,
        carrier: shown('carrierId', value('carrierId')),
        product: shown('productId', value('productId')),
        level: shown('commissionLevelId', value('commissionLevelId')),
        uplines,
        endless,
        direct,
        below,
        startDate: value('startDate') ?? '',
        endDate: value('endDate') ?? '',
        unsentDates: dates.filter((field) => !sameAtServer(record, field)),
        fetchedAt: record.fetchedAt,
      },
    ];
  });
}
