import { expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Row, SizeOption } from '../../../sandbox/index.ts';
import { Client, list, text } from './client.ts';

async function hashOf(seed: number | string, size: SizeOption): Promise<string> {
  const sandbox = await startSandbox({ seed, size });
  try {
    return sandbox.control.hash();
  } finally {
    await sandbox.close();
  }
}

test('the same seed gives the same data, another seed other data', async () => {
  const first = await hashOf('a', 'small');
  expect(await hashOf('a', 'small')).toBe(first);
  expect(await hashOf('b', 'small')).not.toBe(first);
});

test('the sizes have the counts they promise', async () => {
  for (const [size, assignments, carriers] of [
    ['small', 2_000, 12],
    ['field', 20_000, 40],
    ['agency', 100_000, 80],
  ] as const) {
    const { control, close } = await startSandbox({ size });
    expect(control.count('contractAssignments')).toBe(assignments);
    expect(control.count('carriers')).toBe(carriers);
    expect(control.count('products')).toBeGreaterThan(carriers * 5);
    await close();
  }
  for (const assignments of [0, 1, 7, 333]) {
    const { control, close } = await startSandbox({ size: { assignments } });
    expect(control.count('contractAssignments')).toBe(assignments);
    expect(control.records('contractAssignments', 0, 1000)).toHaveLength(assignments);
    await close();
  }
});

test('generated records hang together', async () => {
  const { control, close } = await startSandbox({ size: 'field', seed: 3 });
  const all: Row[] = [];
  for (let offset = 0; offset < 20_000; offset += 1000)
    all.push(...control.records('contractAssignments', offset));
  const levels = new Map(control.records('commissionLevels', 0, 100_000).map((row) => [row.id, row]));
  const statuses = new Map(control.lookups().assignmentStatuses.map((row) => [row.id, row['name']]));
  const byId = new Map(all.map((row) => [row.id, row]));
  expect(byId.size).toBe(20_000);
  const pairs = new Set<string>();
  let withUpline = 0;
  for (const row of all) {
    const level = levels.get(text(row, 'commissionLevelId'));
    expect(level?.['productId']).toBe(row['productId']);
    expect(row['npn']).toMatch(/^[1-9]\d{6,7}$/);
    expect(statuses.has(text(row, 'assignmentStatusId'))).toBe(true);
    pairs.add(`${text(row, 'npn')}/${text(row, 'productId')}`);
    const upline = row['uplineContractAssignmentId'];
    if (upline === undefined) continue;
    withUpline += 1;
    const above = byId.get(text(row, 'uplineContractAssignmentId'));
    expect(above?.['productId']).toBe(row['productId']);
    const aboveLevel = levels.get(text(above, 'commissionLevelId'));
    expect(Number(aboveLevel?.['level'])).toBeGreaterThanOrEqual(Number(level?.['level']));
  }
  // One contract a producer and product, as the vendor advises to check.
  expect(pairs.size).toBe(20_000);
  expect(withUpline).toBeGreaterThan(15_000);
  const approved = all.filter((row) => statuses.get(text(row, 'assignmentStatusId')) === 'APPROVED');
  expect(approved.length / all.length).toBeGreaterThan(0.5);
  expect(approved.length / all.length).toBeLessThan(0.8);
  const writing = approved.map((row) => text(row, 'writingNumber'));
  expect(writing.some((value) => /^00\d+[A-Z]$/.test(value))).toBe(true);
  expect(writing.some((value) => /^\dE\d+$/.test(value))).toBe(true);
  expect(all.some((row) => row['legacyReference'] !== undefined)).toBe(true);
  for (const row of control.records('carriers')) {
    expect(text(row, 'naic').length).toBeLessThanOrEqual(6);
    expect(text(row, 'tin')).toHaveLength(9);
  }
  const names = control.records('carriers').map((row) => row['name']);
  expect(new Set(names).size).toBe(40);
  await close();
});

test('a million assignments are served page by page', async () => {
  const start = performance.now();
  const sandbox = await startSandbox({ size: 'giant' });
  const started = performance.now();
  try {
    const client = await Client.signIn(sandbox);
    expect(sandbox.control.count('contractAssignments')).toBe(1_000_000);
    const ids = new Set<string>();
    const wanted = 40;
    for (let i = 0; i < wanted; i += 1) {
      const answer = await client.get(`/v1/customers/contractAssignments?size=1000&page=${i * 25}`);
      for (const row of list(answer.body, '_embedded', 'contractAssignments')) ids.add(text(row, 'id'));
    }
    const read = performance.now();
    expect(ids.size).toBe(wanted * 1000);
    const some = [...ids].filter((_, i) => i % 997 === 0);
    for (const id of some) expect(sandbox.control.record('contractAssignments', id)?.id).toBe(id);
    const names = sandbox.control.records('carriers', 0, 200).map((row) => row['name']);
    expect(new Set(names).size).toBe(150);
    console.log(
      `1M assignments: start ${Math.round(started - start)} ms, ` +
        `${((read - started) / wanted).toFixed(1)} ms a page of 1000 over HTTP, client parsing included`,
    );
  } finally {
    await sandbox.close();
  }
});
