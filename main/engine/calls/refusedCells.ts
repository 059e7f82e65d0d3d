import { z } from 'zod';
import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { ok } from '../../../domain/result.ts';
import { mostRefusedKept, refusedCellKept } from '../../../preload/contract/refusedCells.ts';
import type { EngineHandlers } from '../dispatch.ts';
import { idNow } from '../outbox/names.ts';
import type { Store } from '../store/api.ts';
import { readStored } from '../storedJson.ts';

const settingOf = (collection: CollectionName): string => `refused-cells:${collection}`;

const kept = z.array(refusedCellKept).max(mostRefusedKept);

/** What was typed into cells that refused it, as one text per collection. One that cannot be read holds nothing. */
export function refusedCellHandlers(
  store: Store,
): Pick<EngineHandlers, 'refused-cells.read' | 'refused-cells.write'> {
  return {
    'refused-cells.read': ({ collection }) => {
      const cells = readStored(store.settings.get(settingOf(collection)), kept) ?? [];
      return ok({
        cells: cells
          .map((cell) => ({ ...cell, recordId: idNow(store, cell.recordId) }))
          .filter(({ recordId }) => store.mirror.get(collection, recordId)?.goneAt === null),
      });
    },
    'refused-cells.write': ({ collection, cells }) => {
      const open = cells.filter(({ field }) => fieldOf(collection, field)?.sealed !== true);
      store.transaction('gesture', () => store.settings.set(settingOf(collection), JSON.stringify(open)));
      return ok(null);
    },
  };
}
