// @ts-check
// node scripts/as-ordinary-user.mjs <command> [arguments…]
// with-desktop.mjs for a user without privileges. Started by root, it becomes one; started by anybody else, it is
// with-desktop.mjs.
import path from 'node:path';
import { bootstrap } from './lib/bootstrap.mjs';
import { cacheRoot } from './lib/cache.mjs';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { openOrdinaryPlace } from './lib/ordinary-user.mjs';
import { repoRoot } from './lib/repo.mjs';
import { foreground } from './lib/run-command.mjs';

await underNode24();

await runMain(async () => {
  const command = process.argv.slice(2);
  const withDesktop = (/** @type {string} */ repo) => path.join(repo, 'scripts', 'with-desktop.mjs');
  if (process.getuid?.() !== 0) return foreground(process.execPath, [withDesktop(repoRoot), ...command]);
  // As root, because this user could not write what set-up makes.
  await bootstrap({ desktop: true });
  const place = await openOrdinaryPlace({
    repo: repoRoot,
    cache: cacheRoot(),
    node: path.dirname(process.execPath),
    env: process.env,
  });
  try {
    const { uid, gid, repo, env } = place;
    return await foreground('node', [withDesktop(repo), ...command], { cwd: repo, env, uid, gid });
  } finally {
    place.close();
  }
});
