import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** An ordinary user may not be able to write into the clone; scripts/as-ordinary-user.mjs names another folder. */
const results = process.env['UPLINE_TEST_RESULTS'] ?? 'test-results';

export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.e2e.ts', 'e2e/**/*.spec.ts', 'security/**/*.e2e.ts'],
  // Each worker has a desktop of its own (test/e2e/support/upline.ts), where there are virtual ones: on a
  // person's screen the windows of two tests would disturb each other.
  workers: process.platform === 'linux' ? Math.min(2, availableParallelism()) : 1,
  fullyParallel: false,
  // A test that passes at the second attempt has found a race, and must be seen.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Many times what it takes: on a slow or busy machine it costs nothing to wait.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  outputDir: results,
  use: { trace: 'retain-on-failure' },
});
