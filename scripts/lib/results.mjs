// @ts-check
// What the test runners report, reduced to two numbers. Whatever a runner did not plainly pass counts as failed:
// skipped, forgotten (`todo`), flaky, or lost in a crash.

/**
 * @typedef {{ passed: number, failed: number, notes: string[] }} Tally
 */

/** @param {string} note */
export function oneFailure(note) {
  return { passed: 0, failed: 1, notes: [note] };
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    notes: tallies.flatMap((tally) => tally.notes),
  };
}

/**
 * @param {Tally} tally
 * @returns {string} the last line of `npm test`
 */
export function lastLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {number}
 */
function count(value, name) {
  const number = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) {
    throw new Error(`the report has no "${name}"`);
  }
  return number;
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown[]}
 */
function list(value, name) {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return Array.isArray(found) ? found : [];
}

/**
 * Adds what no single test stands for: a runner that failed although its tests did not, or that found none.
 * @param {Tally} tally
 * @param {number} exitCode
 * @returns {Tally}
 */
function completed(tally, exitCode) {
  if (tally.passed + tally.failed === 0) return oneFailure('it has test files and ran no test');
  if (tally.failed === 0 && exitCode !== 0) {
    return {
      ...tally,
      failed: 1,
      notes: [...tally.notes, `its tests passed, but the runner ended with ${exitCode}`],
    };
  }
  return tally;
}

/**
 * @param {unknown} report of vitest's json reporter
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function tallyVitest(report, exitCode) {
  try {
    const passed = count(report, 'numPassedTests');
    const skipped = count(report, 'numPendingTests');
    const todo = count(report, 'numTodoTests');
    // A file that could not be loaded has no tests to fail.
    const broken = list(report, 'testResults').filter(
      (file) =>
        Reflect.get(Object(file), 'status') === 'failed' && list(file, 'assertionResults').length === 0,
    ).length;
    const notes = [];
    if (skipped + todo > 0) notes.push(`${skipped + todo} skipped or todo, counted as failed`);
    if (broken > 0) notes.push(`${broken} files could not be loaded`);
    const failed = count(report, 'numFailedTests') + skipped + todo + broken;
    return completed({ passed, failed, notes }, exitCode);
  } catch (error) {
    return oneFailure(`no usable report: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * @param {unknown} report of Playwright's json reporter
 * @param {number} exitCode of Playwright
 * @returns {Tally}
 */
export function tallyPlaywright(report, exitCode) {
  try {
    const stats = Reflect.get(Object(report), 'stats');
    const skipped = count(stats, 'skipped');
    const flaky = count(stats, 'flaky');
    const errors = list(report, 'errors').length;
    const notes = [];
    if (skipped > 0) notes.push(`${skipped} skipped, counted as failed`);
    if (flaky > 0) notes.push(`${flaky} flaky, counted as failed`);
    if (errors > 0) notes.push(`${errors} errors outside tests`);
    const failed = count(stats, 'unexpected') + skipped + flaky + errors;
    return completed({ passed: count(stats, 'expected'), failed, notes }, exitCode);
  } catch (error) {
    return oneFailure(`no usable report: ${error instanceof Error ? error.message : String(error)}`);
  }
}
