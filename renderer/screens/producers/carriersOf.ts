import type { GridRow } from '../../../preload/contract/engine.ts';
import type { ValueCount } from '../../../domain/view.ts';

/** The listed assignments of one carrier, and how many there are with it. */
export interface CarrierGroup {
  readonly carrier: string;
  readonly rows: readonly GridRow[];
  readonly count: number;
}

/** Assignments under the carriers that their first cells name, and the carriers of which none is listed. */
export function carriersOf({
  rows,
  counts,
}: {
  readonly rows: readonly GridRow[];
  readonly counts: readonly ValueCount[];
}): { readonly listed: readonly CarrierGroup[]; readonly others: readonly Omit<CarrierGroup, 'rows'>[] } {
  const total = new Map(counts.map(({ text, count }) => [text, count] as const));
  const groups = Map.groupBy(rows, ({ cells }) => cells[0] ?? '');
  return {
    listed: [...groups].map(([carrier, own]) => ({
      carrier,
      rows: own,
      count: Math.max(own.length, total.get(carrier) ?? 0),
    })),
    others: counts
      .filter(({ text }) => !groups.has(text))
      .map(({ text, count }) => ({ carrier: text, count }))
      .toSorted((a, b) => a.carrier.localeCompare(b.carrier, 'en')),
  };
}
