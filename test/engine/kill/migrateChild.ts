import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { z } from 'zod';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { migrationsOfNext } from './nextVersion.ts';

/** Opens a file of the version before, which brings it up to date, and dies in the middle of that. */

const { file, keyFile } = z
  .object({ file: z.string(), keyFile: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));
const key = readFileSync(keyFile);
flushCompileCache();
process.send?.('begins');
// Sent before the work blocks this process.
setImmediate(() => {
  const opened = openStore({ file, key, readServerCopy, migrations: migrationsOfNext });
  process.send?.(opened.ok ? 'done' : opened.error.code);
  setInterval(() => undefined, 1_000);
});
