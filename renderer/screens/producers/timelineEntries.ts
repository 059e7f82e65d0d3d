import { isLocalId } from '../../../domain/localId.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import type { ProducerEvent, ProducerPage, ToldEvent } from '../../../preload/contract/producer.ts';

/** A date that a record names: something began, ended or moved then. */
export interface DatedFact {
  readonly id: string;
  /** Plain date, yyyy-MM-dd. */
  readonly date: string;
  readonly title: string;
  /** The record that names it. */
  readonly record: string;
  /** When the record was read from AgentSync (epoch ms); null where the date is only on this computer so far. */
  readonly fetchedAt: number | null;
}

/** One entry of a producer's timeline: done here, told by AgentSync, or a date in its records. */
export type TimelineEntry =
  | { readonly kind: 'here'; readonly event: ProducerEvent }
  | { readonly kind: 'told'; readonly event: ToldEvent }
  | { readonly kind: 'fact'; readonly fact: DatedFact };

type Known = Pick<ProducerPage, 'timeline' | 'told' | 'details' | 'positions'>;

/** Everything dated that is known of a producer, the latest first; what has no date stands last. */
export function timelineEntries(page: Known, now: number): readonly TimelineEntry[] {
  const entries: readonly TimelineEntry[] = [
    ...page.timeline.map((event) => ({ kind: 'here', event }) as const),
    ...page.told.map((event) => ({ kind: 'told', event }) as const),
    ...factsOf(page, now).map((fact) => ({ kind: 'fact', fact }) as const),
  ];
  return entries
    .map((entry) => ({ entry, at: momentOf(entry) }))
    .toSorted((a, b) => b.at - a.at)
    .map(({ entry }) => entry);
}

/** For ordering: a plain date counts as its first moment on this computer. */
function momentOf(entry: TimelineEntry): number {
  switch (entry.kind) {
    case 'here':
      return entry.event.settledAt ?? entry.event.stagedAt;
    case 'told':
      return moment(entry.event.at);
    case 'fact':
      return moment(entry.fact.date);
    default:
      return entry satisfies never;
  }
}

function moment(text: string): number {
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text);
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
}

function factsOf({ details, positions }: Known, now: number): readonly DatedFact[] {
  const dated = (record: RecordDetail, field: string, words: Words): readonly DatedFact[] => {
    const found = record.fields.find((candidate) => candidate.field === field);
    if (found === undefined || found.shown === '') return [];
    return [
      {
        id: `${record.id} ${field}`,
        date: found.shown,
        title: wordsFor(words, found.shown, now),
        record: record.title.split(' · ')[0] ?? '',
        fetchedAt: isLocalId(record.id) || found.staged !== null ? null : record.fetchedAt,
      },
    ];
  };
  const contracts = positions.flatMap(
    ({ assignmentId, product, carrier, startDate, endDate, unsentDates, fetchedAt }) =>
      (
        [
          ['startDate', startDate, contractStart] as const,
          ['endDate', endDate, contractEnd] as const,
        ] as const
      )
        .filter(([, date]) => date !== '')
        .map(([field, date, words]) => ({
          id: `${assignmentId} ${field}`,
          date,
          title: wordsFor(words, date, now),
          record: [product, carrier].filter((text) => text !== '').join(' · '),
          fetchedAt: isLocalId(assignmentId) || unsentDates.includes(field) ? null : fetchedAt,
        })),
  );
  return [
    ...details.insurancePolicy.flatMap((policy) => [
      ...dated(policy, 'effectiveDate', coverStart),
      ...dated(policy, 'expiry', coverEnd),
    ]),
    ...details.address.flatMap((address) => dated(address, 'moveInDate', moved)),
    ...contracts,
  ];
}

/** What a date means, before it has come and afterwards. */
type Words = readonly [future: string, past: string];
const coverStart: Words = ['E&O cover begins', 'E&O cover began'];
const coverEnd: Words = ['E&O cover ends', 'E&O cover ended'];
const moved: Words = ['Moves in', 'Moved in'];
const contractStart: Words = ['Contract starts', 'Contract started'];
const contractEnd: Words = ['Contract ends', 'Contract ended'];

function wordsFor([future, past]: Words, date: string, now: number): string {
  return moment(date) > now ? future : past;
}
