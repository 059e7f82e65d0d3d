// @ts-check
// npm run build: builds the app when its sources changed.
import { bootstrap } from './lib/bootstrap.mjs';
import { ensureBuild } from './lib/build.mjs';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';

await underNode24();

await runMain(async () => {
  const { env } = await bootstrap({ desktop: false });
  const said = await ensureBuild({ ...process.env, ...env });
  console.log(said?.trim() ?? 'upline: the build is up to date.');
  return 0;
});
