import { describe, expect, test } from 'vitest';
import { collections, fieldOf } from '../../../domain/collections.ts';
import { readViewFile, viewFileText } from '../../../domain/gridView.ts';
import { isLink, listOf, lists } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import { plainArrangement, shippedViews } from '../../../domain/shippedViews.ts';

const names = Object.keys(lists).filter((name): name is ListName => Object.hasOwn(lists, name));

describe.each(names)('the list of %s', (list) => {
  const definition = listOf(list);
  const views = shippedViews(list);

  test('names fields that its collection has, and leads only from columns that nobody edits', () => {
    const { fixed, breakdown, details, links, numbers } = definition;
    for (const name of [fixed, ...details, ...links, ...numbers, ...(breakdown === null ? [] : [breakdown])])
      expect(fieldOf(list, name)?.name).toBe(name);
    for (const name of links) expect(fieldOf(list, name)?.editable).toBe(false);
    expect(collections[list].fields.filter(({ name }) => isLink(list, name)).map(({ name }) => name)).toEqual(
      links,
    );
  });

  test('keeps the column that tells rows apart, in the list itself and in every view that comes with it', () => {
    for (const { fields, frozen } of [
      plainArrangement(list),
      ...views.map(({ arrangement }) => arrangement),
    ]) {
      expect(fields[0]).toBe(definition.fixed);
      expect(new Set(fields).size).toBe(fields.length);
      expect(frozen).toBeGreaterThan(0);
    }
  });

  test('comes with views of different names that stand as a file would bring them', () => {
    expect(new Set(views.map(({ id }) => id)).size).toBe(views.length);
    expect(new Set(views.map(({ name }) => name)).size).toBe(views.length);
    for (const { name, arrangement } of views)
      expect(readViewFile(list, viewFileText(list, name, arrangement))).toEqual({
        ok: true,
        name,
        fitted: { arrangement, left: [] },
      });
  });
});

test('a producer’s record leads to itself, and an assignment’s sheet has no links among its ids', () => {
  expect(isLink('producer', 'displayName')).toBe(true);
  expect(isLink('contractAssignment', 'productId')).toBe(false);
  expect(isLink('invitation', 'npn')).toBe(false);
});
