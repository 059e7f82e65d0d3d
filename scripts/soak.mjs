// @ts-check
// npm run test:soak -- --minutes N [--seed S]: random lives of the outbox until the time is over.
import { parseArgs } from 'node:util';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { positive, runTests } from './lib/vitest.mjs';

await underNode24();

await runMain(async () => {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
  return runTests(['test/model/outbox.model.test.ts'], {
    UPLINE_SOAK_MINUTES: positive(values.minutes, '--minutes', 10),
    UPLINE_SEED: positive(values.seed ?? String(1 + (Date.now() % 2 ** 31)), '--seed', 1),
  });
});
