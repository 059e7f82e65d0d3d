import { describe, expect, it } from 'vitest';
import { lastLine, oneFailure, sum, tallyPlaywright, tallyVitest } from '../../../scripts/lib/results.mjs';

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};
const playwrightReport = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

describe('adding up the runners', () => {
  it('ends with one line', () => {
    const total = sum([
      { passed: 2, failed: 0, notes: [] },
      oneFailure('it broke'),
      { passed: 5, failed: 1, notes: [] },
    ]);
    expect(lastLine(total)).toBe('7 passed, 2 failed');
    expect(total.notes).toEqual(['it broke']);
  });
});

describe('a vitest report', () => {
  it('is taken as it is when all passed', () => {
    expect(tallyVitest(vitestReport, 0)).toMatchObject({ passed: 5, failed: 0 });
  });

  it('counts failed, skipped and forgotten tests as failed', () => {
    const report = { ...vitestReport, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 };
    expect(tallyVitest(report, 1)).toMatchObject({ passed: 5, failed: 6 });
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(tallyVitest({ ...vitestReport, testResults }, 1)).toMatchObject({ passed: 5, failed: 1 });
  });

  it('counts a failing file once when its tests are in the report', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(tallyVitest({ ...vitestReport, numFailedTests: 1, testResults }, 1)).toMatchObject({ failed: 1 });
  });

  it('fails when no test ran, when the runner crashed, and when there is no report', () => {
    expect(tallyVitest({ ...vitestReport, numPassedTests: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(tallyVitest(vitestReport, 139)).toMatchObject({ passed: 5, failed: 1 });
    expect(tallyVitest(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(tallyVitest({ numPassedTests: 'many' }, 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('a Playwright report', () => {
  it('is taken as it is when all passed', () => {
    expect(tallyPlaywright(playwrightReport, 0)).toMatchObject({ passed: 3, failed: 0 });
  });

  it('counts unexpected, skipped and flaky tests and errors outside tests as failed', () => {
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 1 },
      errors: [{ message: 'x' }],
    };
    expect(tallyPlaywright(report, 1)).toMatchObject({ passed: 1, failed: 4 });
  });

  it('fails when no test ran, when the runner crashed, and when there is no report', () => {
    const empty = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } };
    expect(tallyPlaywright(empty, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(tallyPlaywright(playwrightReport, 1)).toMatchObject({ passed: 3, failed: 1 });
    expect(tallyPlaywright(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
  });
});
