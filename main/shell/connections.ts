import path from 'node:path';
import { z } from 'zod';
import type { ConnectionSummary } from '../../preload/contract.ts';
import { readStored, setAside, writeStored } from './storedFile.ts';

const connection = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().min(1),
  environment: z.enum(['practice', 'sandbox', 'production', 'custom']),
  baseUrl: z.string(),
  tokenUrl: z.string(),
  scopes: z.array(z.string()),
  lastOpenedAt: z.number().nullable(),
  /** Absent in files from before there was a second vendor. */
  turris: z
    .object({ environment: z.enum(['practice', 'sandbox', 'production', 'custom']), baseUrl: z.string() })
    .nullable()
    .default(null),
});

const connectionsFile = z.object({
  version: z.literal(1),
  /** Opened at the next start; null after the person closed it. */
  openAtStart: z.string().nullable(),
  connections: z.array(connection),
});
type ConnectionsFile = z.infer<typeof connectionsFile>;

/** The connections of a profile, without their secrets. Every change is on disk before it returns. */
export interface Connections {
  list(): readonly ConnectionSummary[];
  find(id: string): ConnectionSummary | null;
  openAtStart(): string | null;
  add(connection: ConnectionSummary): void;
  opened(id: string, now: number): void;
  closed(): void;
  remove(id: string): void;
}

/** The connections there are, as read at the start. */
export interface LoadedConnections {
  readonly connections: Connections;
  /** What to tell the person when the file could not be read; it was kept under another name. */
  readonly problem: string | null;
}

/** Reads `connections.json`, or starts an empty list. A file that cannot be read is set aside, never overwritten. */
export async function loadConnections(profileFolder: string, now: () => number): Promise<LoadedConnections> {
  const file = path.join(profileFolder, 'connections.json');
  const stored = await readStored(file, connectionsFile);
  let problem: string | null = null;
  if (stored.kind === 'broken') {
    const aside = await setAside(file, now());
    problem = `The list of connections could not be read (${stored.reason}). It was kept as ${path.basename(aside)}; nothing else was touched. Restore it from there, or add the connections again.`;
  }
  let content: ConnectionsFile =
    stored.kind === 'read' ? stored.value : { version: 1, openAtStart: null, connections: [] };
  const save = (next: ConnectionsFile): void => {
    writeStored(file, next);
    content = next;
  };

  return {
    problem,
    connections: {
      list: () => content.connections,
      find: (id) => content.connections.find((one) => one.id === id) ?? null,
      openAtStart: () => content.openAtStart,
      add(added) {
        const others = content.connections.filter((one) => one.id !== added.id);
        save({ ...content, connections: [...others, { ...added, scopes: [...added.scopes] }] });
      },
      opened(id, now) {
        save({
          ...content,
          openAtStart: id,
          connections: content.connections.map((one) =>
            one.id === id ? { ...one, lastOpenedAt: now } : one,
          ),
        });
      },
      closed() {
        save({ ...content, openAtStart: null });
      },
      remove(id) {
        save({
          ...content,
          openAtStart: content.openAtStart === id ? null : content.openAtStart,
          connections: content.connections.filter((one) => one.id !== id),
        });
      },
    },
  };
}
