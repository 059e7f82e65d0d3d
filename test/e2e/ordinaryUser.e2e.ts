import { readFileSync } from 'node:fs';
import { Grid } from './support/grid.ts';
import { expectStatus, goTo, openPractice } from './support/person.ts';
import { commandLineOf, descendantsOf } from './support/processes.ts';
import { expect, test } from './support/upline.ts';

/** One line of a process's status as the kernel tells it. */
function statusOf(pid: number, name: string): string | undefined {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1];
}

test('an ordinary user works behind Chromium’s own sandbox @ordinary-user', async ({ launch }) => {
  expect(process.getuid?.(), 'npm test runs this as a user without privileges').not.toBe(0);
  const { page, pid } = await launch({ arguments: ['--practice-size=small'] });
  await openPractice(page);
  await expectStatus(page, /Online|Syncing/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await expect.poll(() => grid.rowCount()).toBe(2_000);

  const all = [pid, ...descendantsOf(pid)].map((one) => ({ pid: one, line: commandLineOf(one) }));
  expect(
    all.filter(({ line }) => /--(?:no-sandbox|disable-(?:seccomp|namespace|setuid)\S*sandbox)/.test(line)),
  ).toEqual([]);
  const pages = all.filter(({ line }) => line.includes('--type=renderer'));
  expect(pages.length).toBeGreaterThan(0);
  for (const { pid: one } of pages) {
    // 2: a filter decides about every system call, and nothing the process starts can shed it.
    expect(statusOf(one, 'Seccomp')).toBe('2');
    expect(statusOf(one, 'NoNewPrivs')).toBe('1');
    expect(statusOf(one, 'CapEff')).toBe('0000000000000000');
  }
});
