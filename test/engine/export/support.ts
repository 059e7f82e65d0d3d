import { createExports } from '../../../main/engine/export/exports.ts';
import type { Exports } from '../../../main/engine/export/exports.ts';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import type { OpenViews } from '../../../main/engine/openViews.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import type { Rig } from '../outbox/support.ts';
import { noWarmUp } from '../support/noWarmUp.ts';

/** The lists of a rig that nobody reads ahead, and what writes them as files. */
export function exportDesk({ store, clock }: Rig): { readonly views: OpenViews; readonly exports: Exports } {
  const views = createOpenViews({
    views: store.views,
    mirror: store.mirror,
    random: systemRandom,
    clock,
    warmUp: noWarmUp,
  });
  const exports = createExports({
    store,
    views,
    clock,
    random: systemRandom,
    connection: { name: 'Gateway', environment: 'practice' },
    actor: () => 'Dana',
  });
  return { views, exports };
}
