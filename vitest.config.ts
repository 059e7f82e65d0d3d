import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that open windows belong to Playwright (playwright.config.ts). */
const windows = ['**/*.e2e.ts'];

interface Kind {
  name: string;
  /** For one test. Many times what it takes: on a slow or busy machine it costs nothing to wait. */
  timeout: number;
}

const kinds: Kind[] = [
  { name: 'unit', timeout: 60_000 },
  { name: 'engine', timeout: 300_000 },
  { name: 'model', timeout: 900_000 },
  { name: 'security', timeout: 120_000 },
];

export default defineConfig({
  test: {
    // Left to itself one processor stays idle, which on two is half of them.
    maxWorkers: availableParallelism(),
    projects: kinds.map(({ name, timeout }) => ({
      test: {
        name,
        environment: 'node',
        include: [`test/${name}/**/*.test.{ts,tsx}`],
        exclude: [...configDefaults.exclude, ...windows],
        testTimeout: timeout,
        hookTimeout: timeout,
        // Native addons and child processes do not share a process well with worker threads.
        pool: 'forks' as const,
      },
    })),
  },
});
