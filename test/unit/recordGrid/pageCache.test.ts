import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageCache } from '../../../renderer/components/recordGrid/pageCache.ts';

interface Row {
  readonly key: number;
  readonly text: string;
}

interface Asked {
  readonly from: number;
  readonly to: number;
  answer(rows: readonly Row[] | null): Promise<void>;
}

function open(length: number, { maxPages = 6, maxInFlight = 2 } = {}) {
  const asked: Asked[] = [];
  const arrived: { from: number; fresh: boolean }[] = [];
  const cache = new PageCache<Row>({
    length,
    pageSize: 10,
    maxPages,
    maxInFlight,
    keyOf: ({ key }) => key,
    read: (from, to) =>
      new Promise((resolve) => {
        asked.push({
          from,
          to,
          answer: async (rows) => {
            resolve(rows);
            await settled();
          },
        });
      }),
    onPage: (from, _rows, fresh) => arrived.push({ from, fresh }),
  });
  return { cache, asked, arrived };
}

/** Lets promise callbacks run. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

const rows = (from: number, to: number, text = 'first'): readonly Row[] =>
  Array.from({ length: to - from }, (_, index) => ({ key: from + index, text }));

async function answerAll(asked: Asked[], text = 'first'): Promise<void> {
  for (let request = asked.shift(); request !== undefined; request = asked.shift()) {
    await request.answer(rows(request.from, request.to, text));
  }
}

describe('the page cache', () => {
  it('reads what is on screen first, then the pages around it', async () => {
    const { cache, asked } = open(1_000);
    cache.want(55, 68);
    expect(asked.map(({ from }) => from)).toEqual([50, 60]);
    await answerAll(asked);
    expect(cache.row(55)?.key).toBe(55);
    expect(cache.row(79)?.key).toBe(79);
    expect(cache.row(49)?.key).toBe(49);
    expect(cache.row(80)).toBeUndefined();
  });

  it('has at most so many reads under way, and never reads what scrolled past', async () => {
    const { cache, asked } = open(10_000);
    for (let top = 0; top < 9_000; top += 100) cache.want(top, top + 10);
    expect(asked.map(({ from }) => from)).toEqual([0, 10]);
    await asked[0]?.answer(rows(0, 10));
    expect(asked).toHaveLength(3);
    expect(asked[2]?.from).toBe(8_900);
  });

  it('ends at the last row', async () => {
    const { cache, asked } = open(25);
    cache.want(18, 60);
    await answerAll(asked);
    expect(cache.row(24)?.key).toBe(24);
    expect(cache.row(25)).toBeUndefined();
  });

  it('reads again only the pages that hold a changed row, and shows the old text until then', async () => {
    const { cache, asked } = open(100);
    cache.want(0, 30);
    await answerAll(asked);
    cache.invalidateKeys([14]);
    expect(asked.map(({ from }) => from)).toEqual([10]);
    expect(cache.row(14)?.text).toBe('first');
    await answerAll(asked, 'second');
    expect(cache.row(14)?.text).toBe('second');
    expect(cache.row(5)?.text).toBe('first');
    cache.invalidateKeys([9_999]);
    expect(asked).toEqual([]);
  });

  it('reads changed pages out of sight only when they come into sight', async () => {
    const { cache, asked } = open(200);
    cache.want(0, 10);
    await answerAll(asked);
    cache.want(100, 110);
    await answerAll(asked);
    cache.invalidateAll();
    expect(asked.map(({ from }) => from)).toEqual([100, 110]);
    await answerAll(asked, 'second');
    expect(cache.row(3)?.text).toBe('first');
    cache.want(0, 10);
    await answerAll(asked, 'second');
    expect(cache.row(3)?.text).toBe('second');
  });

  it('reads a page once more when something changed while it was under way', async () => {
    const { cache, asked, arrived } = open(10);
    cache.want(0, 10);
    cache.invalidateKeys([3]);
    await asked.shift()?.answer(rows(0, 10, 'old'));
    expect(arrived).toEqual([{ from: 0, fresh: false }]);
    await answerAll(asked, 'new');
    expect(cache.row(3)?.text).toBe('new');
    expect(arrived.at(-1)).toEqual({ from: 0, fresh: true });
    expect(asked).toEqual([]);
  });

  it('does not ask again by itself for what could not be read', async () => {
    const { cache, asked } = open(10);
    cache.want(0, 10);
    await asked.shift()?.answer(null);
    expect(asked).toEqual([]);
    cache.want(0, 10);
    expect(asked).toHaveLength(1);
  });

  it('ignores answers after its end', async () => {
    const { cache, asked, arrived } = open(10);
    cache.want(0, 10);
    cache.dispose();
    await asked.shift()?.answer(rows(0, 10));
    expect(arrived).toEqual([]);
    expect(cache.row(0)).toBeUndefined();
  });

  it('stays bounded and right whatever is scrolled and changed', async () => {
    const step = fc.oneof(
      fc.record({ want: fc.integer({ min: 0, max: 2_000 }), rows: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ change: fc.array(fc.integer({ min: 0, max: 1_999 }), { maxLength: 5 }) }),
      fc.record({ answers: fc.integer({ min: 0, max: 4 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { cache, asked } = open(2_000, { maxPages: 8, maxInFlight: 3 });
        for (const taken of steps) {
          if ('want' in taken) cache.want(taken.want, taken.want + taken.rows);
          else if ('change' in taken) cache.invalidateKeys(taken.change);
          else {
            for (let count = 0; count < taken.answers; count += 1) {
              const request = asked.shift();
              await request?.answer(rows(request.from, request.to));
            }
          }
          expect(asked.length).toBeLessThanOrEqual(3);
          expect(cache.pagesHeld).toBeLessThanOrEqual(8);
        }
        cache.want(500, 520);
        await answerAll(asked);
        for (let position = 500; position < 520; position += 1) {
          expect(cache.row(position)?.key).toBe(position);
        }
      }),
      { numRuns: 60 },
    );
  });
});
