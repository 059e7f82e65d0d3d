// @ts-check
// node scripts/run.mjs <tool> [arguments…]: one of the project's own tools, with the packages installed and
// under the Node it needs.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure, runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { repoRoot } from './lib/repo.mjs';
import { foreground } from './lib/run-command.mjs';

await underNode24();

await runMain(async () => {
  const [tool, ...args] = process.argv.slice(2);
  await ensurePackages();
  const file = path.join(repoRoot, 'node_modules', '.bin', tool ?? '');
  if (!tool || !existsSync(file)) {
    throw new SetupFailure(
      `"${tool ?? ''}" is not a tool of this project.`,
      'use one that is in node_modules/.bin.',
    );
  }
  return process.platform === 'win32'
    ? foreground('cmd.exe', ['/d', '/s', '/c', `${file}.cmd`, ...args], { cwd: repoRoot })
    : foreground(file, args, { cwd: repoRoot });
});
