import { defineConfig } from '@playwright/test';

/** An ordinary user may not be able to write into the clone; scripts/as-ordinary-user.mjs names another folder. */
const results = process.env['UPLINE_TEST_RESULTS'] ?? 'test-results';

export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.e2e.ts', 'e2e/**/*.spec.ts', 'security/**/*.e2e.ts'],
  // One desktop, one keychain, two cores: windows of two tests would only disturb each other.
  workers: 1,
  fullyParallel: false,
  // A test that passes at the second attempt has found a race, and must be seen.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: results,
  use: { trace: 'retain-on-failure' },
});
