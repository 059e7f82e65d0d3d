import { expect, test } from 'vitest';
import { column, narrowest } from '../../../renderer/components/dataTable/columns.ts';

test('a table scrolls before a column without a width of its own is drawn with none', () => {
  const columns = [
    column('invitation', 'lastName', { width: '115px' }),
    column('invitation', 'email', { width: '20%' }),
    column('invitation', 'carrierIds'),
  ];
  expect(narrowest(columns)).toBe(115 + 150 + 150);
  expect(narrowest([])).toBe(0);
});
