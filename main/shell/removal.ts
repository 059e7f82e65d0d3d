import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { ConnectionSummary } from '../../preload/contract.ts';
import type { Protection } from '../credentials/protection.ts';
import type { Connections } from './connections.ts';
import type { EngineHost } from './engineHost.ts';
import type { EngineStart } from './engineRun.ts';
import { countedNow } from './unsent.ts';

export interface RemovalParts {
  readonly connections: Connections;
  readonly protection: Pick<Protection, 'credentials' | 'turris' | 'keys'>;
  readonly databaseFile: (connectionId: string) => string;
  /** Unsent changes of a connection; null when nobody can tell. */
  readonly unsent: (connectionId: string) => Promise<number | null>;
  /** Ends the engine if it has this connection open. */
  readonly release: (connectionId: string) => Promise<void>;
}

/**
 * Forgets a connection: database, key, credentials, and its line in the list. What is not sent would be
 * lost with it, so a person then types the connection's name; so they do when it cannot be counted.
 */
export async function removeConnection(
  parts: RemovalParts,
  connection: ConnectionSummary,
  typed: string | undefined,
): Promise<Result<null>> {
  const { id, name } = connection;
  if (typed?.trim() !== name.trim()) {
    const count = await parts.unsent(id);
    if (count !== 0) return fail(unsentWork(name, count, typed));
  }
  await parts.release(id);
  const folder = path.dirname(parts.databaseFile(id));
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'the system refused';
    return fail({
      code: 'not-removed',
      message: `The local data of “${name}” could not be deleted (${code}). The connection is still in the list; close other programs that use ${folder} and try again.`,
      remedy: 'retry',
    });
  }
  // The data first: a connection without data but with its key can simply be opened again.
  await parts.protection.keys.forget(id);
  await parts.protection.credentials.forget(id);
  await parts.protection.turris.forget(id);
  parts.connections.remove(id);
  return ok(null);
}

function unsentWork(name: string, count: number | null, typed: string | undefined): Failure {
  const what =
    count === null
      ? `The local data of “${name}” could not be opened, so there may be changes in it that were never sent to AgentSync.`
      : `${count.toLocaleString('en-US')} ${count === 1 ? 'change of' : 'changes of'} “${name}” ${count === 1 ? 'is' : 'are'} saved on this computer and not sent to AgentSync.`;
  return {
    code: 'unsent-work',
    message: `${what} Removing the connection discards them for good; nothing was removed yet. Export them first, or type the connection’s name to go on.`,
    ...(typed === undefined ? {} : { fields: { typed: `Type ${name} exactly.` } }),
  };
}

/** Opens a closed connection aside, without the network and without the page, only to count. */
export async function countAside(
  host: EngineHost,
  connectionId: string,
  prepare: () => Promise<Result<EngineStart>>,
): Promise<number | null> {
  try {
    const opened = await host.open(connectionId, prepare);
    return opened.ok ? countedNow(await host.unsent()) : null;
  } finally {
    await host.close();
  }
}
