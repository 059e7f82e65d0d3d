// @ts-check
// npm run sandbox: the stand-in for the vendors, alone. Node 24 runs its TypeScript as it is.
import path from 'node:path';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { repoRoot } from './lib/repo.mjs';
import { foreground } from './lib/run-command.mjs';

await underNode24();

await runMain(async () => {
  await ensurePackages();
  return foreground(process.execPath, [path.join(repoRoot, 'sandbox', 'cli.ts'), ...process.argv.slice(2)]);
});
