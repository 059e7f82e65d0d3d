import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collections } from '../../../domain/collections.ts';
import { importable } from '../../../domain/import/columnMapping.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import { joined } from '../../../main/engine/export/zipWriter.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import { checked, importsOf, opened } from '../import/support.ts';
import { make } from '../outbox/createSupport.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { exportDesk } from './support.ts';

let r: Rig;
let imports: Imports;
beforeEach(async () => {
  r = await rig({ assignments: 40 });
  imports = importsOf(r);
  for (const npn of ['15645555', '123456789012345']) {
    const producerId = make(r, 'producer', {
      npn,
      type: 'INDIVIDUAL',
      firstName: '=Dana',
      lastName: 'O’Neill, "Zo"',
      dateOfBirth: '1980-02-03',
      primaryEmail: 'dana@example.test',
    });
    // Namesakes: only the ids tell whose policy it is.
    make(r, 'insurancePolicy', {
      producerId,
      carrier: '=Ironquay, "E&O"',
      policyNumber: '00123',
      certificateNumber: '1E5',
      type: 'INDIVIDUAL',
      totalLimit: '1250000.50',
      effectiveDate: '2025-08-04',
      expiry: '2026-08-04',
    });
  }
});
afterEach(async () => {
  imports.stop();
  await r.dispose();
});

const formats = ['csv', 'xlsx'] as const;

/** All of a collection as a file, with every field and with personal values. */
function exported(collection: Importable, format: (typeof formats)[number]): Uint8Array {
  const { views, exports } = exportDesk(r);
  const columns = collections[collection].fields.map(({ name }) => name);
  const { viewId } = views.open({
    collection,
    columns: [...columns],
    sort: [],
    filters: [],
    search: '',
  });
  const { exportId } = valueOf(
    exports.open({ viewId, ranges: null, columns, format, unsent: true, personal: true }),
  );
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { data, done } = valueOf(exports.read(exportId));
    pieces.push(data);
    if (done) return joined(pieces);
  }
}

/** Brings a file in, empty cells emptying their fields, and says what it would do. */
async function outcome(data: Uint8Array, collection: Importable) {
  const { importId, preview, plan } = await opened(imports, data);
  expect(preview.collection).toBe(collection);
  const report = checked(imports, importId, { ...plan, emptyClears: true });
  valueOf(imports.close(importId));
  return report;
}

describe.each(importable)('every %s that leaves as a file', (collection) => {
  test.each(formats)('comes back unchanged: %s', async (format) => {
    const rows = r.store.mirror.count(collection);
    expect(rows).toBeGreaterThan(0);
    const report = await outcome(exported(collection, format), collection);
    expect(report.issues).toEqual([]);
    expect(report.counts).toEqual({ create: 0, update: 0, unchanged: rows, blocked: 0 });
  });
});

/** What people and machines put into cells. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      ',',
      ';',
      '\n',
      '\t',
      "'",
      '=',
      '+',
      '-',
      '@',
      ' ',
      '0',
      '1',
      'E',
      'ا',
      'ש',
      '👩‍👩‍👧',
    ),
    maxLength: 30,
  }),
  fc.constantFrom(
    '=HYPERLINK("http://x")',
    "'already",
    "'=1",
    '00123',
    '1E5',
    '123456789012345',
    '1.23457E+14',
    '-5',
    '46082',
    '2026-03-01',
    '#REF!',
    '****',
    '_x000D_',
    'TRUE',
    'x'.repeat(10_000),
  ),
);

test('whatever a cell of text holds, both kinds of file bring it back as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 30, maxLength: 30 }), async (texts) => {
      for (const field of ['userDefined1', 'writingNumber'])
        valueOf(
          r.outbox.stage(
            'contractAssignment',
            'Texts',
            r.ids
              .slice(0, 30)
              .map((recordId, index) => ({ recordId, field, input: { value: texts[index] ?? '' } })),
            anyway,
          ),
        );
      const rows = r.store.mirror.count('contractAssignment');
      for (const format of formats) {
        const report = await outcome(exported('contractAssignment', format), 'contractAssignment');
        expect(report.issues).toEqual([]);
        expect(report.counts).toEqual({ create: 0, update: 0, unchanged: rows, blocked: 0 });
      }
    }),
    { numRuns: 5 },
  );
});
