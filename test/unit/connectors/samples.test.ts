import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CollectionName } from '../../../domain/fields.ts';
import { readHalPage } from '../../../main/engine/connectors/agentsync/hal.ts';
import { readRecord, readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { readErrorBody } from '../../../main/engine/connectors/errorBody.ts';
import { parseJson } from '../../../domain/json.ts';
import { sampleText } from './fixtures/sample.ts';

/** Sample payloads of the vendor's quick start guide (S1), copied verbatim. */
const sample = (name: string): string => sampleText(`${name}.json.txt`);

function read(collection: CollectionName, name: string, parent: { field: string; id: string } | null = null) {
  const text = sample(name);
  const outcome = readRecord(parseJson(text), { collection, position: 'item 1', text, parent });
  if (!outcome.ok) throw new Error(outcome.unreadable.reason);
  expect(readServerCopy(collection, outcome.record.server)).toEqual(outcome.record.values);
  return outcome.record;
}

it('every sample is held against something', () => {
  const folder = new URL('fixtures/', import.meta.url);
  const connectors = new URL('../../engine/connectors/', import.meta.url);
  const tests = [
    new URL(import.meta.url),
    ...readdirSync(connectors).flatMap((file) =>
      file.startsWith('vendorDocument') ? [new URL(file, connectors)] : [],
    ),
  ];
  const words = tests.map((file) => readFileSync(file, 'utf8')).join('');
  const names = readdirSync(folder).flatMap((file) => /^(.+?)(?:\.json)?\.txt$/.exec(file)?.[1] ?? []);
  expect(names.length).toBeGreaterThanOrEqual(16);
  expect(names.filter((name) => !words.includes(`'${name}'`) && !words.includes(`'${name}.`))).toEqual([]);
});

describe('the vendor’s own samples', () => {
  it('list of carriers', () => {
    const hal = readHalPage(parseJson(sample('carrier-list')), 'carriers', { page: 0, size: 250 });
    expect(hal).toMatchObject({ ok: true, page: { size: 250, totalElements: 1, totalPages: 1, last: true } });
    const [item] = hal.ok ? hal.page.items : [];
    const text = sample('carrier-list');
    const outcome = readRecord(item ?? null, {
      collection: 'carrier',
      position: 'item 1',
      text,
      parent: null,
    });
    expect(outcome).toMatchObject({
      ok: true,
      record: {
        id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
        values: { name: 'Acme Insurance Company', naic: '12345', tin: '123456789' },
      },
    });
  });

  it('created carrier', () => {
    const carrier = read('carrier', 'carrier-created');
    expect(carrier.id).toBe('9b27b554-873e-4808-9749-45918080c277');
    expect(carrier.values).toEqual({
      name: 'Acme Insurance Company',
      naic: '12345',
      tin: '123456789',
      createdDate: '2026-03-18T18:19:20Z',
      modifiedDate: '2026-03-18T18:19:20Z',
    });
    expect(carrier.server['statusId']).toBe('ce4be1e3-6c37-4920-9b72-08f812467bf9');
  });

  it('created product, with an id of 35 characters', () => {
    expect(read('product', 'product-created').values).toMatchObject({
      carrierId: '9b27b554-873e-4808-9749-45918080c277',
      annualizationId: '16f181c6-feb0-4b6d-a339-f33aefb8663',
    });
  });

  it('created commission level, which does not name its product', () => {
    const level = read('commissionLevel', 'level-created', { field: 'productId', id: 'product-1' });
    expect(level.values).toEqual({
      productId: 'product-1',
      name: 'Standard Commission',
      type: 'Percent',
      firstYearValue: '55',
      level: '1',
    });
  });

  it('created assignment', () => {
    expect(read('contractAssignment', 'assignment-created').values).toMatchObject({
      npn: '15645555',
      assignmentStatusId: 'STATUS_UUID',
    });
  });

  it('validation error', () => {
    expect(readErrorBody(parseJson(sample('validation-error')))).toEqual({
      message: 'naic must have a max of 6 characters.',
      fields: { naic: 'naic must have a max of 6 characters.' },
      at: 1_773_867_190_000,
    });
  });
});
