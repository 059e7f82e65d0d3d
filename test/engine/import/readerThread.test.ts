import { expect, test } from 'vitest';
import type { SourceRow } from '../../../domain/import/sourceTable.ts';
import type { Result } from '../../../domain/result.ts';
import type { ReadSource } from '../../../main/engine/import/readSource.ts';
import { createReaderThread } from '../../../main/engine/import/readerThread.ts';
import type { Clock } from '../../../main/engine/ports.ts';
import { systemClock } from '../../../main/engine/system.ts';

const script = new URL('../../../main/engine/import/worker.ts', import.meta.url);
const log = { write: () => undefined };

/** Reads in the thread that the application uses. */
function read(
  data: Uint8Array,
  clock: Clock = systemClock,
): Promise<{ readonly result: Result<ReadSource>; readonly rows: readonly SourceRow[] }> {
  return new Promise((resolve) => {
    const rows: SourceRow[] = [];
    createReaderThread(script, clock, log)(
      data,
      {},
      {
        rows: (more) => rows.push(...more),
        ended: (result) => resolve({ result, rows }),
      },
    );
  });
}

test('a thread of its own reads a table and hands its rows over', async () => {
  const text = `NPN,Name\n${Array.from({ length: 2_500 }, (_, index) => `${1000 + index},"Producer ""${index}"""`).join('\n')}`;
  const { result, rows } = await read(new TextEncoder().encode(text));
  expect(result).toMatchObject({ ok: true, value: { facts: { format: 'text', delimiter: ',' } } });
  expect(rows).toHaveLength(2_501);
  expect(rows.at(-1)).toEqual({ row: 2_501, cells: ['3499', 'Producer "2499"'], kinds: '' });
});

test('a million rows are refused with the number that can be brought in', async () => {
  const { result } = await read(new TextEncoder().encode('1,2\n'.repeat(1_000_000)));
  expect(result).toMatchObject({ ok: false, error: { code: 'too-many-rows' } });
  expect(result.ok || result.error.message).toContain('100,000 rows');
});

test('a reading that does not end in time is ended', async () => {
  const late: Clock = { now: () => 0, sleep: () => Promise.resolve() };
  const { result } = await read(new TextEncoder().encode('a,b\n'.repeat(50_000)), late);
  expect(result).toMatchObject({ ok: false, error: { code: 'source-too-slow' } });
});

test('a reading that is stopped says nothing any more', async () => {
  let said = 0;
  const reading = createReaderThread(script, systemClock, log)(
    new TextEncoder().encode('a,b\n1,2'),
    {},
    {
      rows: () => (said += 1),
      ended: () => (said += 1),
    },
  );
  reading.stop();
  // Another one, started later, has come to its end.
  await read(new TextEncoder().encode('a,b\n1,2'));
  expect(said).toBe(0);
});
