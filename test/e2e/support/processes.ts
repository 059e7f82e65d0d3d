import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Every process below this one, youngest generation last. Linux only, like the test machines. */
export function descendantsOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = parentOf(Number(entry));
    if (parent === null) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found: number[] = [];
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const below = children.get(next) ?? [];
    found.push(...below);
    queue.push(...below);
  }
  return found;
}

/** The command line of a process, or empty text when it is gone. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Many times what the kernel takes to end a process; in milliseconds. */
const endLimit = 60_000;

/** kill -9 of a process and everything below it, and waits until all are gone. */
export async function killTree(pid: number): Promise<void> {
  // Whoever stands still starts nothing more while the others are looked for.
  signal(pid, 'SIGSTOP');
  const all = [pid, ...descendantsOf(pid)];
  for (const each of all) signal(each, 'SIGKILL');
  await gone(() => all.filter(isRunning));
}

/** kill -9 of every process that was started with this folder, and waits until all are gone. */
export async function killAllWith(folder: string): Promise<void> {
  await gone(() => {
    const found = readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
      .map(Number)
      .filter((pid) => commandLineOf(pid).includes(folder));
    const all = found.flatMap((pid) => [pid, ...descendantsOf(pid)]).filter(isRunning);
    for (const each of all) signal(each, 'SIGKILL');
    return all;
  });
}

async function gone(left: () => readonly number[]): Promise<void> {
  const until = performance.now() + endLimit;
  for (let still = left(); still.length > 0; still = left()) {
    if (performance.now() > until) throw new Error(`Still running after kill -9: ${still.join(', ')}`);
    await wait(25);
  }
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone with its parent.
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function parentOf(pid: number): number | null {
  try {
    const match = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match === null ? null : Number(match[1]);
  } catch {
    return null;
  }
}
