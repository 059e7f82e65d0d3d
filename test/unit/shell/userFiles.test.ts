import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createUserFiles, fileName } from '../../../main/shell/userFiles.ts';
import type { UserFiles } from '../../../main/shell/userFiles.ts';

let folder = '';
let suggested: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-files-'));
  suggested = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
/** A person who always chooses this file; null cancels. */
const choosing = (name: string | null): UserFiles => {
  const chosen = name === null ? null : path.join(folder, name);
  return createUserFiles({
    saveAs(suggestedName) {
      suggested.push(suggestedName);
      return Promise.resolve(chosen);
    },
    chooseFile: () => Promise.resolve(chosen),
  });
};

it('writes a whole file and leaves nothing beside it', async () => {
  expect(await choosing('a.csv').save('a.csv', 'id\r\n1\r\n')).toEqual({ ok: true, value: { saved: true } });
  expect(await choosing('b.bin').save('b.bin', new Uint8Array([1, 2, 3]))).toMatchObject({ ok: true });
  expect(readFileSync(path.join(folder, 'a.csv'), 'utf8')).toBe('id\r\n1\r\n');
  expect([...readFileSync(path.join(folder, 'b.bin'))]).toEqual([1, 2, 3]);
  expect(readdirSync(folder).sort()).toEqual(['a.csv', 'b.bin']);
});

it('writes nothing when the person cancels', async () => {
  expect(await choosing(null).save('a.csv', 'x')).toEqual({ ok: true, value: { saved: false } });
  expect(readdirSync(folder)).toEqual([]);
});

it('keeps the old file when the new one cannot be written', async () => {
  mkdirSync(path.join(folder, 'taken'));
  expect(await choosing('taken').save('taken', 'x')).toMatchObject({ ok: false });
  expect(await choosing('no/such/folder.csv').save('x', 'x')).toMatchObject({
    ok: false,
    error: { code: 'file-not-saved' },
  });
  expect(readdirSync(folder)).toEqual(['taken']);
});

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\x.csv', 'x.csv'],
  ['a:b|c?.csv', 'a-b-c-.csv'],
  ['...', 'Upline'],
  ['.hidden', 'hidden'],
  ['line\nbreak.csv', 'line-break.csv'],
])('suggests for %s only the name %s', async (wanted, name) => {
  expect(fileName(wanted)).toBe(name);
  await choosing(null).save(wanted, '');
  expect(suggested).toEqual([name]);
});

it('reads a file of unsent changes, and says why it cannot', async () => {
  writeFileSync(path.join(folder, 'work'), 'bytes');
  const read = await choosing('work').open('unsent');
  expect(read.ok && read.value?.name).toBe('work');
  expect(read.ok && read.value !== null && Buffer.from(read.value.data).toString()).toBe('bytes');
  expect(await choosing(null).open('unsent')).toEqual({ ok: true, value: null });
  expect(await choosing('gone').open('unsent')).toMatchObject({
    ok: false,
    error: { code: 'file-not-read' },
  });
  writeFileSync(path.join(folder, 'huge'), '');
  truncateSync(path.join(folder, 'huge'), 64 * 1_048_576 + 1);
  expect(await choosing('huge').open('unsent')).toMatchObject({
    ok: false,
    error: { code: 'file-too-large' },
  });
});

it('writes a file piece by piece and puts it in its place at the end, or leaves nothing behind', async () => {
  const files = choosing('list.csv');
  const begun = await files.begin('list.csv');
  const saveId = begun.ok ? (begun.value.saveId ?? '') : '';
  for (const part of ['id\r\n', '1\r\n']) {
    expect(await files.part(saveId, new TextEncoder().encode(part))).toEqual({ ok: true, value: null });
    expect(readdirSync(folder)).not.toContain('list.csv');
  }
  expect(await files.end(saveId, true)).toEqual({ ok: true, value: null });
  expect(readFileSync(path.join(folder, 'list.csv'), 'utf8')).toBe('id\r\n1\r\n');

  const second = await files.begin('list.csv');
  const abandoned = second.ok ? (second.value.saveId ?? '') : '';
  await files.part(abandoned, new TextEncoder().encode('half'));
  expect(await files.end(abandoned, false)).toEqual({ ok: true, value: null });
  expect(await files.part(abandoned, new Uint8Array(1))).toMatchObject({
    ok: false,
    error: { code: 'save-gone' },
  });
  expect(await files.end(abandoned, true)).toMatchObject({ ok: false, error: { code: 'save-gone' } });
  // What a window left unfinished ends with the next file.
  const third = await files.begin('list.csv');
  await files.part(third.ok ? (third.value.saveId ?? '') : '', new TextEncoder().encode('left'));
  await files.end(
    (await files.begin('list.csv').then((one) => (one.ok ? one.value.saveId : null))) ?? '',
    false,
  );
  expect(readdirSync(folder)).toEqual(['list.csv']);
  expect(readFileSync(path.join(folder, 'list.csv'), 'utf8')).toBe('id\r\n1\r\n');
  expect(await choosing(null).begin('list.csv')).toEqual({ ok: true, value: { saveId: null } });
});
