import { expect, test } from 'vitest';
import { parseTsv, serialiseTsv } from '../../../domain/tsv.ts';
import { readBlock } from '../../../renderer/components/recordGrid/readBlock.ts';

const large = serialiseTsv(Array.from({ length: 60_000 }, (_, row) => [`NPN ${row}`, 'two\nlines']));

test('a large text is read in turns, and as it would be at once', async () => {
  let time = 0;
  let pauses = 0;
  const read = await readBlock(large, {
    // Every look at the clock finds a little more of the turn gone.
    now: () => (time += 7),
    pause: async () => void (pauses += 1),
  });
  expect(read).toEqual(parseTsv(large));
  expect(pauses).toBeGreaterThan(2);
});

test('an ordinary text needs no turn but its own', async () => {
  const read = await readBlock('a\tb', { now: () => 0, pause: () => Promise.reject(new Error('paused')) });
  expect(read).toEqual([['a', 'b']]);
});
