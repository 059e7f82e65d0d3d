import { assert, json, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecord, readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { readHalPage } from '../../../main/engine/connectors/agentsync/hal.ts';
import { casingOf } from '../../../main/engine/connectors/agentsync/values.ts';
import { parseJson } from '../../../domain/json.ts';

function reasonFor(text: string): { readonly reason: string; readonly raw: string } | null {
  const outcome = readRecord(parseJson(text), {
    collection: 'contractAssignment',
    position: 'page 1, item 1',
    text,
    parent: null,
  });
  return outcome.ok ? null : outcome.unreadable;
}

describe('records', () => {
  it('shows a number that is too long for a number as it was sent', () => {
    const aside = reasonFor('{"id":"a","npn":12345678901234567}');
    expect(aside?.reason).toBe(
      '`npn` should be text of at most 15 characters, found a number 12345678901234567.',
    );
    expect(aside?.raw).toContain('12345678901234567');
  });

  it('says what is wrong with each field', () => {
    const aside = reasonFor('{"id":"a","startDate":"soon","referralCodes":["x",1],"writingNumber":false}');
    expect(aside?.reason).toBe(
      '`writingNumber` should be text, found false; `referralCodes` should be a list of texts, found a number 1 in the list; `startDate` should be a date such as 2025-01-31, found the text “soon”.',
    );
  });

  it('sets aside what would not survive being stored', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    expect(reasonFor(`{"id":"a","extra":${deep}}`)?.reason).toContain('nested more than 40 levels');
    expect(reasonFor(`{"id":"${'a'.repeat(201)}"}`)?.reason).toContain('`id` should be text');
    expect(reasonFor('[]')?.reason).toBe('the record should be an object, found a list.');
    expect(reasonFor('null')?.reason).toBe('the record should be an object, found nothing.');
  });

  it('keeps a writing number longer than ours, because the vendor names no limit', () => {
    expect(reasonFor(`{"id":"a","writingNumber":"${'9'.repeat(80)}"}`)).toBeNull();
  });

  it('never throws and never loses an id, whatever arrives', () => {
    assert(
      property(json(), (text) => {
        const outcome = readRecord(parseJson(text), {
          collection: 'commissionLevel',
          position: 'item 1',
          text,
          parent: { field: 'productId', id: 'p' },
        });
        return outcome.ok || outcome.unreadable.reason.length > 1;
      }),
    );
  });

  it.each([
    [55.1, '55.1'],
    [0.1 + 0.2, '0.3'],
    [99_999.99, '99999.99'],
    [1.005, '1.005'],
    [-0, '0'],
    [55, '55'],
    ['55.00', '55'],
    ['0055.50', '55.5'],
    ['', null],
    [null, null],
  ])('reads the decimal %s as %s', (sent, expected) => {
    expect(readServerCopy('commissionLevel', { level: sent })['level']).toBe(expected);
  });

  it.each([
    ['PERCENT', 'Percent', 'upper'],
    ['Percent', 'Percent', 'title'],
    ['percent', 'Percent', null],
    ['Barter', 'Barter', null],
  ])('reads the type %s as %s', (sent, expected, casing) => {
    expect(readServerCopy('commissionLevel', { type: sent })['type']).toBe(expected);
    expect(casingOf(sent)).toBe(casing);
  });

  it('tells unknown from empty', () => {
    expect(readServerCopy('contractAssignment', { writingNumber: null })).toEqual({ writingNumber: null });
    expect(readServerCopy('contractAssignment', {})).toEqual({});
  });
});

describe('pages', () => {
  const asked = { page: 0, size: 2 };
  const read = (body: unknown, page = 0) =>
    readHalPage(parseJson(JSON.stringify(body)), 'things', { ...asked, page });

  it('takes an absent `_embedded` as empty', () => {
    expect(read({ page: { size: 2, totalElements: 0, totalPages: 0, number: 0 } })).toMatchObject({
      ok: true,
      page: { items: [], last: true },
    });
  });

  it('takes the only list when the key is another', () => {
    expect(read({ _embedded: { stuff: [1] } })).toMatchObject({ ok: true, page: { items: [1] } });
  });

  it('fails loudly on several unknown lists', () => {
    expect(read({ _embedded: { a: [1], b: [2] } })).toEqual({
      ok: false,
      problem: 'it holds several lists (a, b) and none is the expected “things”',
    });
  });

  it('goes on while any signal says that there is more', () => {
    const items = { _embedded: { things: [1, 2] } };
    expect(read({ ...items, page: { totalPages: 1 }, _links: { next: { href: 'x' } } })).toMatchObject({
      page: { last: false },
    });
    expect(read({ ...items, page: { totalPages: 2 }, _links: {} })).toMatchObject({ page: { last: false } });
    expect(read({ ...items, page: { totalPages: 1 }, _links: {} })).toMatchObject({ page: { last: true } });
    expect(read(items)).toMatchObject({ page: { last: false } });
    expect(read({ _embedded: { things: [1] } })).toMatchObject({ page: { last: true } });
    expect(read({ page: { totalPages: 9 }, _links: { next: {} } })).toMatchObject({ page: { last: true } });
  });

  it('goes by its own counting where the vendor’s numbers contradict each other', () => {
    // 150 elements of which 250 fit a page, one page, and a last page number of 7 (A-PAG).
    const page = { size: 250, totalElements: 150, totalPages: 1, number: 0 };
    const link = (number: number) => ({ href: `/v1/things?page=${number}&size=250` });
    const links = { self: link(0), first: link(0), last: link(7) };
    const body = { _embedded: { things: [1] }, page, _links: links };
    expect(read(body)).toMatchObject({ ok: true, page: { size: 250, totalElements: 150, last: true } });
    const more = { ...body, _links: { ...links, next: link(1) } };
    expect(read(more)).toMatchObject({ ok: true, page: { last: false } });
    // The empty page that such a link leads to ends the reading all the same.
    const after = { page: { ...page, number: 1 }, _links: { next: link(2) } };
    expect(read(after, 1)).toMatchObject({ ok: true, page: { items: [], last: true } });
  });

  it('refuses a page that is not the one asked for', () => {
    expect(read({ _embedded: { things: [1] }, page: { number: 0 } }, 3)).toEqual({
      ok: false,
      problem: 'it is page 1 although page 4 was asked for',
    });
  });
});
