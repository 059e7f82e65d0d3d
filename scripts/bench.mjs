// @ts-check
// npm run bench: the figures, measured on the built app and on a virtual desktop, like the tests that open windows.
import path from 'node:path';
import { cacheFolder } from './lib/cache.mjs';
import { bootstrap } from './lib/bootstrap.mjs';
import { ensureBuild } from './lib/build.mjs';
import { openDesktop } from './lib/desktop.mjs';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { repoRoot } from './lib/repo.mjs';
import { foreground } from './lib/run-command.mjs';

await underNode24();

await runMain(async () => {
  const virtual = process.platform === 'linux';
  const ready = await bootstrap({ desktop: virtual });
  // Outside the folders of the virtual desktop, which are gone after the run.
  const env = { UPLINE_BENCH_CACHE: cacheFolder('bench'), ...process.env, ...ready.env };
  await ensureBuild(env);
  const command = [path.join(repoRoot, 'test', 'bench', 'index.ts'), ...process.argv.slice(2)];
  if (!virtual) return foreground(process.execPath, command, { env });
  const desktop = await openDesktop({ display: true, bus: true, keyring: true, freshFolders: true, env });
  try {
    return await foreground(process.execPath, command, { env: desktop.env });
  } finally {
    await desktop.stop();
  }
});
