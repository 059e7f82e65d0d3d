import { expect, test } from 'vitest';
import { createFields, editFields } from '../../../renderer/components/recordForm/formFields.ts';
import {
  changesOf,
  inputsOf,
  missing,
  toForm,
  wrongNow,
} from '../../../renderer/components/recordForm/formValues.ts';

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
  expect(names).toContain('responsiblePartyId');
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

test('a carrier is edited in every field the vendor takes, and in none that it sets or will remove', () => {
  const { main, more } = editFields('carrier', 'id');
  expect(main.map(({ name }) => name)).toEqual([
    'name',
    'naic',
    'tin',
    'uplineFirmName',
    'uplinePersonName',
    'linesOfBusiness',
    'contractSubmissionMethods',
    'administrativeDivisions',
  ]);
  expect(more).toHaveLength(10);
});

test('an edit stages what differs and nothing else; what was emptied is emptied', () => {
  const { main } = editFields('carrier', 'id');
  const before = {
    name: 'Acme',
    naic: '00123',
    tin: '9',
    linesOfBusiness: ['a'],
    administrativeDivisions: [],
  };
  expect(changesOf(main, before, before)).toEqual({});
  expect(
    changesOf(main, before, {
      ...before,
      naic: '00124',
      tin: '',
      linesOfBusiness: [],
      administrativeDivisions: ['TX'],
    }),
  ).toEqual({
    naic: { typed: '00124' },
    tin: { value: null },
    linesOfBusiness: { value: null },
    administrativeDivisions: { value: ['TX'] },
  });
});

test('limits are checked while typing, by length and as decimals, without cutting anything off', () => {
  const carrier = editFields('carrier', 'id').main;
  expect(wrongNow(carrier, { name: 'A', naic: '1234567', tin: '123456789' })).toEqual({
    naic: 'At most 6 characters; this is 7.',
  });
  expect(wrongNow(createFields('contractAssignment').main, { npn: '1'.repeat(16) })).toEqual({
    npn: 'At most 15 characters; this is 16.',
  });
  const level = createFields('commissionLevel').main;
  const values = { level: '99999.99', firstYearValue: '100000' };
  expect(Object.keys(wrongNow(level, values))).toEqual(['firstYearValue']);
  expect(Object.keys(wrongNow(level, { level: '1.005', firstYearValue: '55.5%' }))).toEqual(['level']);
  expect(wrongNow(level, { level: '', firstYearValue: ' ' })).toEqual({});
});

test('values come into the form as it holds them', () => {
  expect(toForm({ type: 'states' }, null)).toEqual([]);
  expect(toForm({ type: 'boolean' }, false)).toBe('false');
  expect(toForm({ type: 'textList' }, ['a', 'b'])).toBe('a, b');
  expect(toForm({ type: 'decimal', max: '1' }, '0.5')).toBe('0.5');
});
