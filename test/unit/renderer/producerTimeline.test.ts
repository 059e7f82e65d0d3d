import { describe, expect, it } from 'vitest';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import type { ProducerPage } from '../../../preload/contract/producer.ts';
import { carriersOf } from '../../../renderer/screens/producers/carriersOf.ts';
import { inDetailOrder } from '../../../renderer/screens/producers/detailOrder.ts';
import { detailsSource } from '../../../renderer/screens/producers/detailsSource.ts';
import { timelineEntries } from '../../../renderer/screens/producers/timelineEntries.ts';

const now = new Date(2026, 5, 15, 12).getTime();

function field(name: string, value: string | boolean, staged = false): FieldDetail {
  const shown = String(value);
  const change = { state: 'ready', at: now, by: 'ada', gesture: 'Typing', message: null } as const;
  return {
    field: name,
    label: name,
    kind: 'text',
    editable: true,
    shown,
    value,
    told: true,
    server: shown,
    staged: staged ? change : null,
    maskedBecause: null,
    derived: false,
  };
}

const record = (id: string, fields: readonly FieldDetail[]): RecordDetail => ({
  collection: 'insurancePolicy',
  id,
  title: `${id} title · Ana Ruiz`,
  fetchedAt: 5,
  gone: false,
  fields,
});

type Known = Pick<ProducerPage, 'timeline' | 'told' | 'details' | 'positions'>;
const nothing: Known = {
  timeline: [],
  told: [],
  positions: [],
  details: { address: [], phone: [], bankAccount: [], insurancePolicy: [] },
};

describe('the timeline of a producer', () => {
  it('is one list of what was done, told and dated, the latest first, with what has no date last', () => {
    const page: Known = {
      timeline: [
        {
          operationId: 'o1',
          batchId: 'b1',
          gesture: 'Typing',
          actor: 'ada',
          record: 'Ana',
          stagedAt: new Date(2026, 5, 14).getTime(),
          settledAt: null,
          result: 'open',
          note: '',
          changes: [],
        },
      ],
      told: ['2026-06-14T23:00:00Z', ''].map((at) => ({
        id: `told ${at}`,
        at,
        record: 'NPN 1',
        statusFrom: '',
        statusTo: 'Approved',
        level: '',
        by: '',
        fetchedAt: 1,
      })),
      positions: [
        {
          assignmentId: 'a1',
          carrier: 'Alder Life',
          product: 'Gold Term',
          level: '',
          uplines: [],
          endless: false,
          direct: 0,
          below: 0,
          startDate: '2020-01-01',
          endDate: '2026-12-31',
          unsentDates: ['startDate'],
          fetchedAt: 7,
        },
      ],
      details: {
        ...nothing.details,
        insurancePolicy: [
          record('p1', [field('effectiveDate', '2025-06-30'), field('expiry', '2026-06-30', true)]),
        ],
        address: [record('local:1', [field('moveInDate', '2019-05-05')])],
      },
    };
    const told = timelineEntries(page, now).map((entry) => {
      if (entry.kind !== 'fact') return entry.kind;
      const { title, record: of, fetchedAt } = entry.fact;
      return [title, of, fetchedAt];
    });
    expect(told).toEqual([
      ['Contract ends', 'Gold Term · Alder Life', 7],
      // Its end was typed here and is not sent, so it is not AgentSync that says so.
      ['E&O cover ends', 'p1 title', null],
      'told',
      'here',
      ['E&O cover began', 'p1 title', 5],
      ['Contract started', 'Gold Term · Alder Life', null],
      ['Moved in', 'local:1 title', null],
      'told',
    ]);
  });

  it('is empty where nothing dated is known', () => {
    expect(timelineEntries(nothing, now)).toEqual([]);
  });
});

describe('contracts under their carriers', () => {
  const row = (carrier: string, index: number) => ({
    rowid: index,
    id: `${carrier} ${index}`,
    cells: [carrier, 'Product'],
    marks: [0, 0],
    state: 0,
    gone: false,
  });

  it('say how many there are, listed or not, and which carriers are not listed at all', () => {
    const { listed, others } = carriersOf({
      rows: [row('Alder', 1), row('Alder', 2), row('Birch', 3)],
      counts: [
        { text: 'Birch', count: 40 },
        { text: 'Yew', count: 7 },
        { text: 'Cedar', count: 7 },
        { text: 'Alder', count: 2 },
      ],
    });
    expect(listed.map(({ carrier, rows, count }) => [carrier, rows.length, count])).toEqual([
      ['Alder', 2, 2],
      ['Birch', 1, 40],
    ]);
    expect(others).toEqual([
      { carrier: 'Cedar', count: 7 },
      { carrier: 'Yew', count: 7 },
    ]);
  });

  it('are counted as they are listed where all of them are', () => {
    const { listed, others } = carriersOf({ rows: [row('', 1), row('', 2)], counts: [] });
    expect(listed).toMatchObject([{ carrier: '', count: 2 }]);
    expect(others).toEqual([]);
  });
});

it('the records of a card begin with the preferred one, then with the policy that covers longest', () => {
  const order = inDetailOrder([
    record('old', [field('expiry', '2024-01-01')]),
    record('new', [field('expiry', '2027-01-01')]),
    record('none', []),
    record('primary', [field('primaryAccount', true)]),
  ]);
  expect(order.map(({ id }) => id)).toEqual(['primary', 'new', 'old', 'none']);
});

describe('why a producer has none of something', () => {
  it.each([
    [{ state: 'idle', completedAt: now - 3_600_000 }, false, 'None at AgentSync, read 1 hour ago.'],
    [
      { state: 'never', completedAt: null },
      false,
      'Phones have not been read from AgentSync yet, so there may be some.',
    ],
    [
      { state: 'not-offered', completedAt: null },
      false,
      'This connection does not read phones from AgentSync, so there may be some there.',
    ],
    [{ state: 'idle', completedAt: now }, true, 'None yet.'],
    [undefined, false, 'Phones have not been read from AgentSync yet, so there may be some.'],
  ] as const)('%j, new: %j: %s', (sync, isNew, words) => {
    expect(detailsSource('Phones', sync, { now, isNew })).toBe(words);
  });
});
