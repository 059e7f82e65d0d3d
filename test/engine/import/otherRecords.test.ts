import { afterEach, beforeEach, expect, test } from 'vitest';
import { csvText } from '../../../domain/csv.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { checked, importsOf, obstacles, opened } from './support.ts';

let r: Rig;
let imports: Imports;
beforeEach(async () => {
  r = await rig({ assignments: 10 });
  imports = importsOf(r);
});
afterEach(async () => {
  imports.stop();
  await r.dispose();
});

/** Brings a table in as far as the tray, and answers what its dry run had said. */
async function broughtIn(
  collection: Importable,
  heading: readonly string[],
  ...rows: readonly (readonly string[])[]
) {
  const { importId, preview, plan } = await opened(imports, csvText(heading, rows));
  expect(preview.collection).toBe(collection);
  const report = checked(imports, importId, plan);
  valueOf(atOnce(imports.stage(importId, `Import ${collection}`, anyway)));
  return report;
}

test('a carrier, its product, its levels and a producer come in one after the other, told by their names', async () => {
  const line = r.store.lookups.list('lineOfBusiness')[0]?.name ?? '';
  expect(
    (await broughtIn('carrier', ['Carrier name', 'NAIC code'], ['Borrowed Life', '00123'])).counts.create,
  ).toBe(1);
  const product = ['Borrowed Life', 'Borrowed Term', line];
  expect(
    (await broughtIn('product', ['Carrier', 'Product name', 'Line of business'], product)).counts.create,
  ).toBe(1);
  const levels = await broughtIn(
    'commissionLevel',
    ['Product', 'Level name', 'Level', 'Type', 'First year value'],
    ['Borrowed Term', 'General agent', '10', 'Percent', '95.5'],
    ['Borrowed Term', 'Agent', '20', 'Percent', 'a lot'],
  );
  expect(levels.counts).toEqual({ create: 1, update: 0, unchanged: 0, blocked: 1 });
  expect(Object.values(obstacles(levels)).flat()).toEqual(['3 First year value']);
  const people = ['NPN', 'Type', 'First name', 'Last name'];
  const dana = ['123456789012345', 'INDIVIDUAL', 'Dana', 'Reyes'];
  expect((await broughtIn('producer', people, dana)).counts.create).toBe(1);
  // Nothing is sent by it, and the same tables once more change only what is different in them.
  expect(r.effects()).toEqual([]);
  expect((await broughtIn('producer', people, dana.with(3, 'Ruiz'))).counts.update).toBe(1);
  expect(
    (await broughtIn('carrier', ['Carrier name', 'NAIC code'], ['borrowed life', '00123'])).counts,
  ).toMatchObject({
    create: 0,
    blocked: 0,
  });
  const again = await broughtIn(
    'commissionLevel',
    ['Product', 'Level name', 'First year value'],
    ['Borrowed Term', 'General agent', '96'],
  );
  expect(again.counts).toEqual({ create: 0, update: 1, unchanged: 0, blocked: 0 });
});
