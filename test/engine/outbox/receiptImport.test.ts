import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReceiptImport } from '../../../main/engine/transfer/receiptImport.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let r: Rig;
beforeEach(async () => {
  r = await rig({ assignments: 60 });
});
afterEach(() => r.dispose());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const bringIn = (data: Uint8Array) => createReceiptImport(r.store, r.outbox).bringIn(data);
const batchOf = (label: string): string =>
  r.store.operations.batches(0, 10).find((batch) => batch.label === label)?.id ?? '';

describe('rows that were not sent, corrected in a spreadsheet', () => {
  it('are staged again with what was corrected, and then reach AgentSync once', async () => {
    const [a = '', b = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'good', [b]: 'x'.repeat(300) }, 'Import'));
    r.outbox.start();
    await r.drained();
    const { text } = atOnce(valueOf(r.outbox.receiptCsv(batchOf('Import'), 'failed')));
    expect(text).toContain('x'.repeat(300));

    const outcome = valueOf(bringIn(bytes(text.replace('x'.repeat(300), 'corrected'))));
    expect(outcome).toMatchObject({ staged: 1, refusedCount: 0, warnings: null });
    await r.drained();
    expect(r.held(b, 'userDefined1')).toBe('corrected');
    expect(r.effects().filter(({ id }) => id === b)).toHaveLength(1);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('survive what spreadsheets do: semicolons, other columns and order, the code page of Windows, empty rows', () => {
    const [a = '', b = ''] = r.ids;
    const table = `note;NEW;id;field\r\nmine;Müller;${a};Writing number\r\n;"a;b";${b};User defined 1\r\n;;;\r\n`;
    const windows = Uint8Array.from(table, (character) => character.charCodeAt(0));
    expect(valueOf(bringIn(windows))).toMatchObject({ staged: 2, refusedCount: 0 });
    expect(r.shown(a, 'writingNumber')).toBe('Müller');
    expect(r.shown(b, 'userDefined1')).toBe('a;b');
  });

  it('keep ids as they are and give back what was defused for the spreadsheet', () => {
    const [a = '', b = ''] = r.ids;
    valueOf(bringIn(bytes(`id,field,new\r\n${a},Writing number,0001E5\r\n${b},Writing number,'=1+1\r\n`)));
    expect(r.shown(a, 'writingNumber')).toBe('0001E5');
    expect(r.shown(b, 'writingNumber')).toBe('=1+1');
  });

  it('are named with row, found and expected where they cannot be used, and the others are staged', () => {
    const [a = '', b = ''] = r.ids;
    const outcome = valueOf(
      bringIn(
        bytes(
          `id,record,field,new\r\n${a},NPN 1,Writing number,W1\r\nnobody,NPN 2,Writing number,W2\r\n${b},NPN 3,Shoe size,44\r\n${b},NPN 3,Status,No such status\r\n`,
        ),
      ),
    );
    expect(outcome).toMatchObject({ staged: 1, refusedCount: 3 });
    expect(outcome.refused.map(({ record, found }) => [record, found])).toEqual([
      ['Row 3, NPN 2', 'nobody'],
      ['Row 4, NPN 3', 'Shoe size'],
      [expect.stringMatching(/^NPN /), 'No such status'],
    ]);
    expect(outcome.refused.every(({ expected }) => expected.length > 10)).toBe(true);
  });

  it('are refused as a whole when the file is something else, with the columns found and expected', () => {
    expect(bringIn(bytes('Name,Age\r\nAda,36\r\n'))).toMatchObject({
      ok: false,
      error: {
        code: 'not-a-receipt',
        message: expect.stringContaining('no column named “id” and “field” and “new”. Found: name, age.'),
      },
    });
    expect(bringIn(new Uint8Array())).toMatchObject({ ok: false, error: { code: 'not-a-receipt' } });
    expect(bringIn(new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0]))).toMatchObject({
      ok: false,
      error: { code: 'not-a-receipt' },
    });
    const many = `id,field,new\r\n${`x,y,z\r\n`.repeat(100_001)}`;
    expect(bringIn(bytes(many))).toMatchObject({ ok: false, error: { code: 'too-many-lines' } });
    expect(r.outbox.counts().unsent).toBe(0);
  });
});
