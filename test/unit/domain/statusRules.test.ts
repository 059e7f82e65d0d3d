import { describe, expect, it } from 'vitest';
import { isAbove } from '../../../domain/levelRules.ts';
import { isTerminal, statusWarning } from '../../../domain/statusRules.ts';

const named = (name: string) => ({ name, description: null });
const labelled = (description: string) => ({ name: 'X1', description });

describe('moving a status', () => {
  it.each([
    ['APPROVED', 'PENDING_WITH_AGENCY', 'back-to-pending'],
    ['SUBMITTED_TO_CARRIER', 'PENDING_WITH_PRODUCER', 'back-to-pending'],
    ['TERMINATED_WITH_CAUSE', 'PENDING_WITH_CARRIER', 'back-to-pending'],
    ['PENDING_WITH_CARRIER', 'PENDING_WITH_PRODUCER', 'back-to-pending'],
    ['PENDING_WITH_AGENCY', 'PENDING_WITH_CARRIER', null],
    ['PENDING_WITH_CARRIER', 'PENDING_WITH_CARRIER', null],
    ['NOT_STARTED', 'PENDING_WITH_AGENCY', null],
    ['INVITED', 'PENDING_WITH_PRODUCER', null],
    ['APPROVED', 'IN_PROGRESS', 'approved-to-non-terminal'],
    ['APPROVED', 'AWAITING_OUTGOING_RELEASE', 'approved-to-non-terminal'],
    ['APPROVED', 'PENDING_TRANSFER', 'approved-to-non-terminal'],
    ['APPROVED', 'TERMINATED_LACK_OF_PRODUCTION', null],
    ['APPROVED', 'RELEASED', null],
    ['APPROVED', 'TRANSFERRED_OUT', null],
    ['APPROVED', 'DECLINED_BY_CARRIER', null],
    ['APPROVED', 'APPROVED', null],
    ['IN_PROGRESS', 'APPROVED', null],
    ['ON_HOLD', 'IN_PROGRESS', null],
    ['SOMETHING_NEW', 'ANOTHER_NEW', null],
  ] as const)('%s to %s: %s', (from, to, rule) => {
    expect(statusWarning(named(from), named(to))).toBe(rule);
  });

  it('reads the label where the name says nothing', () => {
    expect(statusWarning(labelled('Approved'), labelled('Pending with Agency'))).toBe('back-to-pending');
    expect(statusWarning(labelled('Approved'), labelled('Terminated for cause'))).toBeNull();
  });

  it('breaks nothing where there was no status before', () => {
    expect(statusWarning(null, named('PENDING_WITH_AGENCY'))).toBeNull();
  });

  it('takes what is only on its way to an end for no end', () => {
    expect(isTerminal(named('PENDING_TERMINATION'))).toBe(false);
    expect(isTerminal(named('CANCELED'))).toBe(true);
    expect(isTerminal(labelled('Expired'))).toBe(true);
    expect(isTerminal(named('UNDETERMINED'))).toBe(false);
  });
});

describe('a downline’s level', () => {
  const rung = (level: string | null, productId: string | null = 'p') => ({ productId, level });
  it.each([
    ['90', '80', true],
    ['80', '80', false],
    ['80.50', '80.5', false],
    ['100', '99.99', true],
    ['9', '10', false],
    [null, '10', false],
    ['10', null, false],
    ['-1', '10', false],
  ])('%s below %s is above it: %s', (own, above, expected) => {
    expect(isAbove(rung(own), rung(above))).toBe(expected);
  });

  it('is not compared across products', () => {
    expect(isAbove(rung('90', 'p'), rung('80', 'q'))).toBe(false);
  });
});
