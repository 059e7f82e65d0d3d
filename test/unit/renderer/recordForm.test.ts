import { expect, test } from 'vitest';
import { createFields } from '../../../renderer/components/recordForm/createFields.ts';
import { inputsOf, missing } from '../../../renderer/components/recordForm/formValues.ts';

test('a new assignment asks for what AgentSync needs first, and not for what it derives or sets', () => {
  const { main, more } = createFields('contractAssignment');
  expect(main.filter(({ required }) => required).map(({ name }) => name)).toEqual([
    'npn',
    'productId',
    'commissionLevelId',
    'assignmentStatusId',
  ]);
  expect(main.slice(0, 4).every(({ required }) => required)).toBe(true);
  const names = [...main, ...more].map(({ name }) => name);
  expect(names).not.toContain('carrierId');
  expect(names).not.toContain('modifiedDate');
  expect(more).toHaveLength(10);
});

test('what is picked goes as a value, what is typed as text, what is empty not at all', () => {
  const { main } = createFields('carrier');
  expect(
    inputsOf(main, {
      name: ' Acme ',
      naic: '00123',
      tin: '  ',
      linesOfBusiness: ['id'],
      contractSubmissionMethods: [],
    }),
  ).toEqual({ name: { typed: ' Acme ' }, naic: { typed: '00123' }, linesOfBusiness: { value: ['id'] } });
  const product = createFields('product').main;
  expect(inputsOf(product, { carrierId: 'local:1', displayCommissionLevelPercentages: 'false' })).toEqual({
    carrierId: { value: 'local:1' },
    displayCommissionLevelPercentages: { value: false },
  });
});

test('required fields that are empty are named', () => {
  const { main } = createFields('commissionLevel');
  expect(missing(main, { productId: 'p', name: ' ', type: 'Percent' })).toEqual({
    name: 'Level name is needed.',
  });
  expect(Object.keys(missing(main, { productId: 'p', name: 'Street' }))).toEqual(['type']);
});
