import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvText } from '../../../domain/csv.ts';
import { createBulkEdits } from '../../../main/engine/bulk/bulk.ts';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { checked, importsOf, opened } from '../import/support.ts';
import { tray } from './createSupport.ts';
import { anyway, rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { noWarmUp } from '../support/noWarmUp.ts';

/** Who manages an assignment can be changed wherever anything else of it can (S0). */

let r: Rig;
let first: string;
let second: string;

beforeEach(async () => {
  r = await rig();
  [first = '', second = ''] = r.ids;
});
afterEach(() => r.dispose());

const field = 'responsiblePartyId';
const shown = (id: string): string => r.shown(id, field);
const held = (id: string): string => r.held(id, field);

async function sent(): Promise<void> {
  r.outbox.start();
  await r.drained();
}

describe('the responsible party of an assignment', () => {
  it('is typed as an id: zeros stay, spaces of a copy do not, and Delete empties it', async () => {
    valueOf(r.type(field, { [first]: '  000-17 ', [second]: 'A person' }));
    expect([shown(first), shown(second)]).toEqual(['000-17', 'A person']);
    await sent();
    expect([held(first), held(second)]).toEqual(['000-17', 'A person']);
    valueOf(r.type(field, { [first]: '' }));
    await r.drained();
    expect([shown(first), held(first)]).toEqual(['', '']);
  });

  it('is changed for many at once, and taken back by one undo', async () => {
    const before = [shown(first), shown(second)];
    const { store, outbox, clock } = r;
    const views = createOpenViews({
      views: store.views,
      mirror: store.mirror,
      random: systemRandom,
      clock,
      warmUp: noWarmUp,
    });
    const bulk = createBulkEdits({ store, views, outbox, random: systemRandom });
    const { viewId, length } = views.open({
      collection: 'contractAssignment',
      columns: ['npn'],
      sort: [],
      filters: [],
      search: '',
    });
    const { planId } = valueOf(
      atOnce(
        bulk.preview({ scope: { kind: 'view', viewId }, operations: [{ kind: 'set', field, text: 'P-9' }] }),
      ),
    );
    valueOf(atOnce(bulk.stage({ planId, leaveOut: { ids: [], groups: [] }, label: 'Hand over' })));
    expect(r.ids.map(shown)).toEqual(Array.from({ length }, () => 'P-9'));
    valueOf(outbox.undo());
    expect([shown(first), shown(second)]).toEqual(before);
  });

  it('comes in with a table for assignments that exist', async () => {
    const imports = importsOf(r);
    const table = csvText(
      ['Upline id', 'Responsible party'],
      [
        [first, '0042'],
        [second, shown(second)],
      ],
    );
    const { importId, plan } = await opened(imports, table);
    expect(checked(imports, importId, plan).counts).toMatchObject({ update: 1, unchanged: 1, blocked: 0 });
    valueOf(atOnce(imports.stage(importId, 'Import list.csv', anyway)));
    imports.stop();
    await sent();
    expect(held(first)).toBe('0042');
  });

  it('is decided by a person where somebody else changed it meanwhile', async () => {
    valueOf(r.type(field, { [first]: 'mine', [second]: 'mine too' }));
    r.sandbox.control.remoteEdit('contractAssignments', first, { [field]: 'theirs' });
    // What else they changed is no conflict.
    r.sandbox.control.remoteEdit('contractAssignments', second, { userDefined4: 'theirs' });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'the conflict');
    await r.drained();
    expect([held(second), r.held(second, 'userDefined4')]).toEqual(['mine too', 'theirs']);
    const [open] = tray(r);
    expect(open?.changes).toMatchObject([{ label: 'Responsible party', to: 'mine', theirs: 'theirs' }]);
    const ids = open?.operationIds ?? [];
    valueOf(r.outbox.resolveFields(ids, { [field]: { typed: 'third' } }));
    await r.drained();
    expect([shown(first), held(first)]).toEqual(['third', 'third']);
  });
});
