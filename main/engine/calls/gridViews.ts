import { keptViews } from '../../../domain/gridView.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { EngineHandlers } from '../dispatch.ts';
import type { Store } from '../store/api.ts';
import { readStored } from '../storedJson.ts';

const settingOf = (collection: CollectionName): string => `grid-views:${collection}`;

/** Named views and the last arrangement of each list, as one text per collection. */
export function gridViewHandlers(
  store: Pick<Store, 'settings' | 'transaction'>,
): Pick<EngineHandlers, 'grid-views.read' | 'grid-views.write'> {
  return {
    'grid-views.read': ({ collection }) => {
      const text = store.settings.get(settingOf(collection));
      if (text === null) return ok({ views: [], current: null });
      const kept = readStored(text, keptViews);
      if (kept !== null) return ok(kept);
      return fail({
        code: 'views-unreadable',
        message:
          'The saved views of this list cannot be read, so they are left as they are. The list works without them; update Upline if another computer wrote them with a newer version.',
        remedy: 'update-app',
      });
    },
    'grid-views.write': ({ collection, kept }) => {
      store.transaction('gesture', () => store.settings.set(settingOf(collection), JSON.stringify(kept)));
      return ok(null);
    },
  };
}
