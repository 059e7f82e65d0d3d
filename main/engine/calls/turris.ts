import { turrisCollectionNames } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Changes } from '../changes.ts';
import type { EngineHandlers } from '../dispatch.ts';
import type { Store } from '../store/api.ts';

export interface TurrisParts {
  readonly store: Pick<Store, 'turris'>;
  readonly changes: Pick<Changes, 'membership' | 'status'>;
  readonly connected: () => boolean;
}

/** What was read from Turris and is still here, by the contract's names. */
export function turrisHandlers({
  store,
  changes,
  connected,
}: TurrisParts): Pick<EngineHandlers, 'turris.kept' | 'turris.forget'> {
  return {
    'turris.kept': () => ok({ records: store.turris.count() }),
    'turris.forget': () => {
      if (connected()) {
        return fail({
          code: 'turris-connected',
          message:
            'Turris is connected, so everything would be read again. Nothing was removed; disconnect Turris in Settings first.',
        });
      }
      const removed = store.turris.forget();
      for (const collection of turrisCollectionNames) changes.membership(collection);
      changes.status();
      return ok({ removed });
    },
  };
}
