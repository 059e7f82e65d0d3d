import { afterEach, expect, test } from 'vitest';
import { readRecordDetail } from '../../main/engine/recordDetail.ts';
import { rig, valueOf } from './outbox/support.ts';
import type { Rig } from './outbox/support.ts';
import { fillTurris } from './support/turrisRows.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

test('what stands in other records is told apart from what the vendor’s record holds', async () => {
  const r = (used = await rig({ assignments: 20 }));
  fillTurris(r.store, { now: r.clock.now() });
  const [id = ''] = r.ids;
  const detailOf = (collection: 'contractAssignment' | 'fileDocument', of: string, field: string) =>
    valueOf(readRecordDetail(r.store, collection, of)).fields.find((each) => each.field === field);
  const carrier = detailOf('contractAssignment', id, 'carrierId');
  expect(carrier).toMatchObject({ derived: true });
  // Not empty at the vendor: not there at all, so nothing else is told of it than what is shown.
  expect(carrier?.server).toBe(carrier?.shown);
  expect(carrier?.server).not.toBe('');
  expect(detailOf('contractAssignment', id, 'npn')).toMatchObject({ derived: false });
  // The id by which Turris has it is Turris' own.
  expect(detailOf('fileDocument', 'd2', 'turrisId')).toMatchObject({ derived: false });
});
