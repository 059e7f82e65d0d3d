import { afterEach, describe, expect, it } from 'vitest';
import { createAssignmentHistories } from '../../main/engine/assignmentHistory.ts';
import { noOverride } from '../../main/engine/connectors/agentsync/override.ts';
import { readProducerPage } from '../../main/engine/producerPage.ts';
import type { ProducerPage } from '../../preload/contract.ts';
import type { Row } from '../../sandbox/json.ts';
import { textOf } from '../../sandbox/json.ts';
import { make } from './outbox/createSupport.ts';
import { rig, valueOf } from './outbox/support.ts';
import type { Rig } from './outbox/support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

async function connected(): Promise<Rig> {
  used = await rig({ producerProfile: noOverride, assignments: 60 });
  return used;
}

const page = (r: Rig, npn: string): ProducerPage => valueOf(readProducerPage(r, { npn }));

/** Assignments as the vendor holds them. */
const assignments = (r: Rig): readonly Row[] => r.sandbox.control.records('contractAssignments', 0, 1_000);

/** An assignment at the bottom of the longest chain there is, and everybody above it, nearest first. */
function longestChain(r: Rig): { readonly row: Row; readonly above: readonly Row[] } {
  const byId = new Map(assignments(r).map((row) => [row.id, row]));
  const aboveOf = (row: Row): readonly Row[] => {
    const upline = byId.get(textOf(row['uplineContractAssignmentId']));
    return upline === undefined ? [] : [upline, ...aboveOf(upline)];
  };
  const chains = [...byId.values()].map((row) => ({ row, above: aboveOf(row) }));
  const [longest] = chains.toSorted((a, b) => b.above.length - a.above.length);
  if (longest === undefined || longest.above.length === 0) throw new Error('no chain');
  return longest;
}

describe('the position of a producer', () => {
  it('is the chain of uplines of each contract, by name, and the number below', async () => {
    const r = await connected();
    const { row, above } = longestChain(r);
    const found = page(r, textOf(row['npn'])).positions.find(({ assignmentId }) => assignmentId === row.id);
    expect(found?.uplines.map(({ assignmentId, npn }) => [assignmentId, npn])).toEqual(
      above.map((upline) => [upline.id, textOf(upline['npn'])]),
    );
    // Producer Profile knows their names.
    expect(found?.uplines.every(({ name }) => name !== '')).toBe(true);
    expect(found).toMatchObject({ endless: false, fetchedAt: expect.any(Number) });
    expect([found?.startDate, found?.endDate]).toEqual([textOf(row['startDate']), textOf(row['endDate'])]);
    expect(found?.unsentDates).toEqual([]);
    for (const upline of above) {
      const direct = assignments(r).filter((one) => one['uplineContractAssignmentId'] === upline.id).length;
      const position = page(r, textOf(upline['npn'])).positions.find(
        ({ assignmentId }) => assignmentId === upline.id,
      );
      expect(position?.direct).toBe(direct);
      expect(position?.below).toBeGreaterThanOrEqual(direct);
    }
    // The one at the top has everybody of the chain below.
    const top = above.at(-1);
    const highest = page(r, textOf(top?.['npn'])).positions.find(
      ({ assignmentId }) => assignmentId === top?.id,
    );
    expect(highest?.uplines).toEqual([]);
    expect(highest?.below).toBeGreaterThanOrEqual(above.length);
  });

  it('ends where a chain leads back into itself, and says so', async () => {
    const r = await connected();
    const { row, above } = longestChain(r);
    const top = above.at(-1);
    r.sandbox.control.remoteEdit('contractAssignments', top?.id ?? '', {
      uplineContractAssignmentId: row.id,
    });
    await r.pull(['contractAssignment']);
    const found = page(r, textOf(row['npn'])).positions.find(({ assignmentId }) => assignmentId === row.id);
    expect(found?.endless).toBe(true);
    expect(found?.uplines).toHaveLength(above.length);
    expect(found?.below).toBeGreaterThanOrEqual(above.length);
  });

  it('names an upline whose assignment is not on this computer as unknown', async () => {
    const r = await connected();
    const { row } = longestChain(r);
    r.sandbox.control.remoteEdit('contractAssignments', row.id, { uplineContractAssignmentId: 'elsewhere' });
    await r.pull(['contractAssignment']);
    const found = page(r, textOf(row['npn'])).positions.find(({ assignmentId }) => assignmentId === row.id);
    expect(found?.uplines).toMatchObject([{ assignmentId: 'elsewhere', npn: '', name: '' }]);
  });
});

describe('the dates of a producer’s contracts', () => {
  it('say which of them AgentSync does not have', async () => {
    const r = await connected();
    const [row] = assignments(r);
    valueOf(r.type('endDate', { [row?.id ?? '']: '2199-12-31' }));
    const found = page(r, textOf(row?.['npn'])).positions.find(
      ({ assignmentId }) => assignmentId === row?.id,
    );
    expect(found).toMatchObject({ endDate: '2199-12-31', unsentDates: ['endDate'] });
  });
});

describe('the history of a producer', () => {
  it('holds what was done here: to the producer, its contracts and its invitations', async () => {
    const r = await connected();
    const id = r.ids[0] ?? '';
    const npn = textOf(assignments(r)[0]?.['npn']);
    valueOf(r.type('writingNumber', { [id]: 'W-1' }, 'Writing number'));
    make(r, 'invitation', {
      npn,
      email: 'ana@example.com',
      firstName: 'Ana',
      lastName: 'Ruiz',
      inviterFirstName: 'Ada',
      inviterLastName: 'Office',
      inviterEmail: 'ada@agency.example',
      assignmentIds: [id],
    });
    expect(page(r, npn).timeline.map(({ gesture, result }) => [gesture, result])).toEqual([
      ['New invitation', 'open'],
      ['Writing number', 'open'],
    ]);
  });

  it('holds what AgentSync told of its contracts, and who did it where that is known', async () => {
    const r = await connected();
    const [row] = assignments(r);
    const id = row?.id ?? '';
    const npn = textOf(row?.['npn']);
    valueOf(r.outbox.setOrganization(r.sandbox.control.records('carriers', 0, 1)[0]?.id ?? ''));
    const other = r.store.lookups
      .list('assignmentStatus')
      .find(({ id: status }) => status !== row?.['assignmentStatusId']);
    r.sandbox.control.remoteEdit('contractAssignments', id, { assignmentStatusId: other?.id ?? '' });
    expect(page(r, npn).told).toEqual([]);
    let announced = 0;
    const histories = createAssignmentHistories({
      store: r.store,
      connector: r.connector,
      network: r.network,
      clock: r.clock,
      log: { write: () => undefined },
      changes: { rows: () => (announced += 1) },
    });
    valueOf(histories.read(id, 'now'));
    await r.until(() => announced > 0, 'the answer');
    const [newest, oldest] = page(r, npn).told;
    expect(newest).toMatchObject({ statusTo: other?.description, by: 'Dana Whitfield' });
    expect(oldest).toMatchObject({ by: '', record: expect.stringContaining(npn) });
    expect(newest?.fetchedAt).toBeGreaterThan(0);
    histories.stop();
  });
});
