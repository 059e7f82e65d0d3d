import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { RescueReport } from '../../preload/contract.ts';
import type { Clock } from '../engine/ports.ts';
import { parseEngineToMain } from '../engine/protocol.ts';
import type { EngineToMain } from '../engine/protocol.ts';
import type { EngineProcess, EngineStart } from './engineRun.ts';
import type { UserFiles } from './userFiles.ts';

/** What a person can do when the database of a connection is damaged. Nothing of it is ever deleted. */
export interface Rescue {
  look(connectionId: string): Promise<Result<RescueReport>>;
  /** Keeps what can be read as a sealed file, at a place the person chooses. */
  save(connectionId: string, passphrase: string): Promise<Result<RescueReport & { readonly saved: boolean }>>;
  /** Moves the damaged database aside and opens the connection with a new one. */
  startFresh(connectionId: string, typed: string | undefined): Promise<Result<null>>;
}

export interface RescueParts {
  /** A process of the engine that has nothing open. */
  readonly fork: () => EngineProcess;
  readonly prepare: (connectionId: string) => Promise<Result<EngineStart>>;
  readonly databaseFile: (connectionId: string) => string;
  readonly nameOf: (connectionId: string) => string | null;
  /** Whether the connection could not be opened because its database is damaged. */
  readonly isDamaged: (connectionId: string) => boolean;
  readonly reopen: (connectionId: string) => Promise<Result<unknown>>;
  readonly files: Pick<UserFiles, 'save'>;
  readonly clock: Pick<Clock, 'now'>;
}

const notDamaged: Failure = {
  code: 'not-damaged',
  message: 'The local database is not known to be damaged. Nothing was changed; try to open it again.',
  remedy: 'retry',
};

const stopped: Failure = {
  code: 'rescue-stopped',
  message:
    'The part of Upline that reads the damaged file stopped. The file was not changed. Try again; if it stops again, keep the profile folder and send us the log.',
  remedy: 'retry',
};

type Salvaged = Extract<EngineToMain, { type: 'salvaged' }>;

/** Saves unsent work out of a damaged file, in a process of its own. */
export function createRescue(parts: RescueParts): Rescue {
  /** Reads the damaged file in a process of its own, which is ended afterwards. */
  async function read(connectionId: string, passphrase: string | null): Promise<Result<Salvaged>> {
    if (!parts.isDamaged(connectionId)) return fail(notDamaged);
    const start = await parts.prepare(connectionId);
    if (!start.ok) return start;
    const { connection, databaseFile, databaseKey, nativeBinding, actor } = start.value.open;
    const process = parts.fork();
    try {
      return await new Promise<Result<Salvaged>>((resolve) => {
        process.onMessage((data) => {
          const message = parseEngineToMain(data);
          if (message?.type === 'salvaged') resolve(ok(message));
          if (message?.type === 'open-failed') resolve(fail(message.failure));
        });
        process.onExit(() => resolve(fail(stopped)));
        process.post({
          type: 'salvage',
          connection,
          databaseFile,
          databaseKey,
          ...(nativeBinding === undefined ? {} : { nativeBinding }),
          actor,
          passphrase,
        });
      });
    } finally {
      process.kill();
    }
  }

  return {
    async look(connectionId) {
      const salvaged = await read(connectionId, null);
      return salvaged.ok ? ok(salvaged.value.report) : salvaged;
    },
    async save(connectionId, passphrase) {
      const salvaged = await read(connectionId, passphrase);
      if (!salvaged.ok) return salvaged;
      const { report, file } = salvaged.value;
      if (file === null) return fail(stopped);
      const saved = await parts.files.save(file.suggestedName, file.data);
      return saved.ok ? ok({ ...report, saved: saved.value.saved }) : saved;
    },
    async startFresh(connectionId, typed) {
      if (!parts.isDamaged(connectionId)) return fail(notDamaged);
      const name = parts.nameOf(connectionId) ?? '';
      if (typed?.trim() !== name.trim()) {
        const salvaged = await read(connectionId, null);
        if (!salvaged.ok || !salvaged.value.report.complete) return fail(leftBehind(name, typed));
      }
      const moved = await moveAside(parts.databaseFile(connectionId), parts.clock.now());
      if (!moved.ok) return moved;
      const opened = await parts.reopen(connectionId);
      return opened.ok ? ok(null) : opened;
    },
  };
}

function leftBehind(name: string, typed: string | undefined): Failure {
  return {
    code: 'unsent-work',
    message: `Not every unsent change of “${name}” could be read, and a fresh copy leaves the others behind in the damaged file. Nothing was changed yet; type the connection’s name to go on.`,
    ...(typed === undefined ? {} : { fields: { typed: `Type ${name} exactly.` } }),
  };
}

/** Moves a database and its log into a folder with the date in its name, beside where the new one will be. */
async function moveAside(file: string, now: number): Promise<Result<null>> {
  const folder = path.join(
    path.dirname(file),
    `damaged-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`,
  );
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // The log first: a database without its log opens, a log without its database would be thrown away.
    for (const each of [`${file}-wal`, file])
      if (existsSync(each)) await rename(each, path.join(folder, path.basename(each)));
    return ok(null);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'the system refused';
    return fail({
      code: 'not-moved',
      message: `The damaged file could not be moved aside (${code}). Nothing was lost. Close other programs that use ${path.dirname(file)} and try again.`,
      remedy: 'retry',
    });
  }
}
