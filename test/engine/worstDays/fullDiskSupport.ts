import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk that can be full and have space again, under a process that runs on. */
export interface SmallDisk {
  readonly folder: string;
  /** From now on nothing more can be written by the process. */
  fill(pid: number): void;
  free(pid: number): void;
  /** What the store says of it. */
  readonly code: 'disk-full' | 'storage-failed';
  dispose(): void;
}

/**
 * A file system of its own, really filled to the last byte. Where mounting is not allowed, the system's
 * limit for files of one process takes its place: there every write fails as well, in other words.
 */
export function smallDisk(): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=700', 'none', folder], { stdio: 'ignore' });
  } catch {
    return limitedProcess(folder);
  }
  const filler = path.join(folder, 'filler');
  return {
    folder,
    code: 'disk-full',
    fill() {
      const descriptor = openSync(filler, 'w');
      try {
        for (const bytes of [1_048_576, 4_096]) fillWith(descriptor, bytes);
      } finally {
        closeSync(descriptor);
      }
    },
    free: () => rmSync(filler, { force: true }),
    dispose() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fillWith(descriptor: number, bytes: number): void {
  const block = Buffer.alloc(bytes, 1);
  for (;;) {
    try {
      if (writeSync(descriptor, block) < bytes) return;
    } catch {
      return;
    }
  }
}

function limitedProcess(folder: string): SmallDisk {
  const limit = (pid: number, size: string): void => {
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${size}:`]);
  };
  return {
    folder,
    code: 'storage-failed',
    fill: (pid) => limit(pid, '1'),
    free: (pid) => limit(pid, 'unlimited'),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
