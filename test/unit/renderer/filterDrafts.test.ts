import { describe, expect, it } from 'vitest';
import { shippedViews } from '../../../domain/shippedViews.ts';
import { spansWith } from '../../../renderer/components/gridView/filterDrafts.ts';

describe('the spans of days that a date filters by', () => {
  it('name the one in force, as the view Expired has it', () => {
    const expired = shippedViews('insurancePolicy').find(({ name }) => name === 'Expired');
    const filter = expired?.arrangement.filters[0];
    if (filter?.test !== 'days') throw new Error('The view Expired filters by days');
    expect(spansWith(filter).chosen?.label).toBe('Before today');
  });

  it('hold one that a view brought along and nobody offers, in words', () => {
    const { offered, chosen } = spansWith({ from: null, to: -46 });
    expect(chosen).toEqual({ label: 'More than 45 days ago', from: null, to: -46 });
    expect(offered).toContain(chosen);
    expect(new Set(offered.map(({ label }) => label)).size).toBe(offered.length);
  });

  it('name none while the column is not filtered by days', () => {
    expect(spansWith(null).chosen).toBeNull();
  });
});
