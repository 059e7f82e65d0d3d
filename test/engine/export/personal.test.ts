import { afterEach, beforeEach, expect, test } from 'vitest';
import { checked, importsOf, opened } from '../import/support.ts';
import { make } from '../outbox/createSupport.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { exportDesk } from './support.ts';

let r: Rig;
beforeEach(async () => {
  r = await rig({ assignments: 5 });
});
afterEach(() => r.dispose());

const columns = ['npn', 'type', 'firstName', 'lastName', 'dateOfBirth', 'primaryEmail'];

function csvOfProducers(personal: boolean): string {
  const { views, exports } = exportDesk(r);
  const { viewId } = views.open({ collection: 'producer', columns, sort: [], filters: [], search: '' });
  const wish = { viewId, ranges: null, columns, format: 'csv', unsent: true, personal } as const;
  const { exportId } = valueOf(exports.open(wish));
  let text = '';
  for (;;) {
    const { data, done } = valueOf(exports.read(exportId));
    text += new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);
    if (done) return text;
  }
}

test('personal values are left out of a file unless a person asks, and a file without them empties nothing', async () => {
  const id = make(r, 'producer', {
    npn: '15645555',
    type: 'INDIVIDUAL',
    firstName: 'Dana',
    lastName: 'Reyes',
    dateOfBirth: '1980-02-03',
    primaryEmail: 'dana@example.test',
  });
  const masked = csvOfProducers(false);
  expect(masked).toContain('Reyes,****,****');
  expect(masked).not.toContain('example.test');
  expect(csvOfProducers(true)).toContain('1980-02-03,dana@example.test');

  const imports = importsOf(r);
  const { importId, preview, plan } = await opened(imports, masked);
  expect(preview.collection).toBe('producer');
  const report = checked(imports, importId, { ...plan, emptyClears: true });
  expect(report.counts).toEqual({ create: 0, update: 0, unchanged: 1, blocked: 0 });
  expect(r.store.mirror.get('producer', id)?.effective['primaryEmail']).toBe('dana@example.test');
});
