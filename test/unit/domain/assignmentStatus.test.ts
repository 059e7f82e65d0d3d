import { describe, expect, it } from 'vitest';
import { isTermination, newStatus } from '../../../domain/assignmentStatus.ts';

describe('terminations', () => {
  it.each([
    ['TERMINATED_WITH_CAUSE', 'Terminated with cause'],
    ['TERMINATED_LACK_OF_PRODUCTION', null],
    ['PENDING_TERMINATION', 'Pending termination'],
    ['X17', 'Contract terminated'],
    ['terminating', null],
  ])('%s (%s) ends a contract', (name, description) => {
    expect(isTermination({ name, description })).toBe(true);
  });

  it.each([
    ['APPROVED', 'Approved'],
    ['INDETERMINATE', 'Indeterminate'],
    ['DETERMINATION_PENDING', 'Determination pending'],
    ['WITHDRAWN', null],
    ['', ''],
  ])('%s (%s) does not', (name, description) => {
    expect(isTermination({ name, description })).toBe(false);
  });

  it('finds the status that changes would set', () => {
    expect(newStatus({ assignmentStatusId: { base: 'a', value: 'b' } })).toBe('b');
    expect(newStatus({ assignmentStatusId: { base: 'a', value: null } })).toBeNull();
    expect(newStatus({ writingNumber: { base: 'a', value: 'b' } })).toBeNull();
  });
});
