// @ts-check
// npm run test:kills -- --count N [--seed S]: kill -9 while staging, sending, settling, pulling and migrating.
import { parseArgs } from 'node:util';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { positive, runTests } from './lib/vitest.mjs';

await underNode24();

await runMain(async () => {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
  return runTests(['test/engine/kill'], {
    UPLINE_KILLS: positive(values.count, '--count', 1000),
    ...(values.seed === undefined ? {} : { UPLINE_SEED: positive(values.seed, '--seed', 1) }),
  });
});
