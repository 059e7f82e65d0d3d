import { expect, test } from 'vitest';
import { unsendableWords } from '../../../renderer/screens/import/unsendable.ts';

const calls = (made: boolean, changed: boolean) => [
  { name: 'createInsurancePolicy', offered: made },
  { name: 'updateInsurancePolicy', offered: changed },
];
const both = { create: 2, update: 1 };

test('an import says before it is staged what AgentSync has not said how to send', () => {
  expect(unsendableWords('insurancePolicy', both, calls(true, true))).toBeNull();
  expect(unsendableWords('insurancePolicy', both, calls(false, true))).toContain(
    'where new E&O policies are sent',
  );
  expect(unsendableWords('insurancePolicy', both, calls(true, false))).toContain(
    'where changed E&O policies',
  );
  expect(unsendableWords('insurancePolicy', both, calls(false, false))).toContain(
    'where new and changed E&O',
  );
  expect(unsendableWords('insurancePolicy', { create: 0, update: 1 }, calls(false, true))).toBeNull();
  expect(unsendableWords('contractAssignment', both, calls(false, false))).toBeNull();
  expect(unsendableWords('producer', both, [{ name: 'createProducer', offered: false }])).toContain(
    'where new producers are sent. They stay on this computer',
  );
});
