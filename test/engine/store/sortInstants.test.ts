import { expect, test } from 'vitest';
import type { ViewQuery } from '../../../main/engine/store/api.ts';
import { chance } from '../support/chance.ts';
import { openTestStore } from '../support/store.ts';
import { incoming } from './fixtures.ts';

const two = (value: number): string => String(value).padStart(2, '0');

type Chance = ReturnType<typeof chance>;

/** As the vendor writes them, with fractions, in another time zone, in small letters, or none at all. */
function instant(random: Chance): string | null {
  const day = `202${random.between(0, 6)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
  const time = `${two(random.between(0, 23))}:${two(random.between(0, 59))}:${two(random.between(0, 59))}`;
  return random.pick([
    `${day}T${time}Z`,
    `${day}T${time}Z`,
    `2025-09-29T23:59:5${random.between(0, 9)}Z`,
    `${day}T${time}.${random.between(0, 999)}Z`,
    `${day}T${time}+02:00`,
    `${day}t${time}z`,
    day,
    'nach Prüfung',
    '',
    null,
  ]);
}

test.each(['ascending', 'descending'] as const)(
  'instants are sorted %s as their texts are in lower case, whatever they hold, also those that came later',
  (direction) => {
    const random = chance(direction.length);
    const one = openTestStore();
    const query: ViewQuery = {
      collection: 'contractAssignment',
      columns: ['modifiedDate'],
      sort: [{ field: 'modifiedDate', direction }],
      filters: [],
      search: '',
    };
    const held = new Map<string, string | null>();
    const put = (ids: readonly string[], pass: number): void => {
      const some = ids.map((id) => incoming(id, { modifiedDate: instant(random) }));
      for (const { id, values } of some) {
        const { modifiedDate } = values;
        held.set(id, typeof modifiedDate === 'string' ? modifiedDate : null);
      }
      one.store.mirror.applyPage('contractAssignment', some, { pass, now: pass });
    };
    const shown = (): readonly (string | undefined)[] =>
      one.store.views.rows(query, [...one.store.views.order(query)]).map(({ id }) => id);
    /** Plainly: one text compared with another, those without one last, alike ones as they came. */
    const plain = (): readonly string[] => {
      const folded = [...held].map(([id, text]) => ({ id, text: (text ?? '').toLowerCase() }));
      const sign = direction === 'ascending' ? 1 : -1;
      const compare = (a: string, b: string): number => (a < b ? -sign : Number(a > b) * sign);
      return [
        ...folded.filter(({ text }) => text !== '').toSorted((a, b) => compare(a.text, b.text)),
        ...folded.filter(({ text }) => text === ''),
      ].map(({ id }) => id);
    };
    put(
      Array.from({ length: 1_500 }, (_, index) => `a${index}`),
      1,
    );
    expect(shown()).toEqual(plain());
    put(['a3', 'a700', ...Array.from({ length: 40 }, (_, index) => `later${index}`)], 2);
    expect(shown()).toEqual(plain());
    one.dispose();
  },
);
