import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Row, Sandbox } from '../../../sandbox/index.ts';
import { at, Client, list, text } from './client.ts';

const BULK = '/v1/customers/contractAssignments/bulk';
let sandbox: Sandbox;
let client: Client;
let rows: Row[];

beforeAll(async () => {
  sandbox = await startSandbox({ size: 'small', profile: { tokensPerMinute: 0, maxBulk: 100 } });
});

beforeEach(async () => {
  sandbox.control.reset();
  client = await Client.signIn(sandbox);
  rows = sandbox.control.records('contractAssignments', 500, 5);
});

afterAll(async () => {
  await sandbox.close();
});

function item(index: number, fields: Record<string, string>): Record<string, string> {
  return { id: rows[index]?.id ?? '', ...fields };
}

test('an object with the envelope updates all, echoes them, and journals each change once', async () => {
  const contractAssignments = [
    item(0, { userDefined5: 'a' }),
    item(1, { writingNumber: '1E5', userDefined5: 'b' }),
  ];
  const answer = await client.call('PUT', BULK, { contractAssignments }, { 'x-request-id': 'r-1' });
  expect(answer.status).toBe(200);
  const echo = list(answer.body, '_embedded', 'contractAssignments');
  expect(echo.map((row) => at(row, 'userDefined5'))).toEqual(['a', 'b']);
  // Everything else is as it was, also what no document mentions.
  expect(echo[0]).toMatchObject({ ...rows[0], modifiedDate: expect.any(String), userDefined5: 'a' });
  expect(at(echo[0], 'modifiedDate')).not.toBe(rows[0]?.['modifiedDate']);
  const journal = sandbox.control.journal();
  expect(
    journal.map(({ seq, id, origin, operation, requestId }) => [seq, id, origin, operation, requestId]),
  ).toEqual([
    [1, rows[0]?.id, 'practice', 'updateAssignmentsBulk', 'r-1'],
    [2, rows[1]?.id, 'practice', 'updateAssignmentsBulk', 'r-1'],
  ]);
  expect(journal[0]?.changes).toEqual({ userDefined5: { to: 'a' } });
  expect(journal[1]?.changes['writingNumber']?.to).toBe('1E5');
});

test('a repeated write is visible in the journal and changes nothing', async () => {
  const body = { contractAssignments: [item(0, { userDefined5: 'a' })] };
  await client.call('PUT', BULK, body);
  const before = sandbox.control.hash();
  sandbox.control.advanceClock(5_000);
  const again = await client.call('PUT', BULK, body);
  expect(again.status).toBe(200);
  expect(sandbox.control.journal(1)).toMatchObject([{ seq: 2, changes: {}, named: ['userDefined5'] }]);
  expect(sandbox.control.hash()).toBe(before);
});

test('null is stored as null', async () => {
  const body = { contractAssignments: [{ id: rows[0]?.id ?? '', writingNumber: null }] };
  const answer = await client.call('PUT', BULK, body);
  expect(at(answer.body, '_embedded', 'contractAssignments', 0, 'writingNumber')).toBeNull();
});

test('an array, a missing envelope and an empty one are refused', async () => {
  const update = item(0, { userDefined5: 'a' });
  for (const body of [
    [update],
    { items: [update] },
    { contractAssignments: [] },
    { contractAssignments: {} },
  ]) {
    const answer = await client.call('PUT', BULK, body);
    expect(answer.status).toBe(400);
    expect(list(answer.body, 'messages').length).toBeGreaterThan(0);
  }
});

test('one bad item refuses the whole batch and is named', async () => {
  const level = sandbox.control
    .records('commissionLevels', 0, 1000)
    .find((row) => row['productId'] !== rows[3]?.['productId']);
  const contractAssignments = [
    item(0, { userDefined5: 'a' }),
    item(1, { npn: '1234567890123456' }),
    item(2, { startDate: '2025-02-30' }),
    item(3, { commissionLevelId: level?.id ?? '' }),
  ];
  const answer = await client.call('PUT', BULK, { contractAssignments });
  expect(answer.status).toBe(400);
  expect(at(answer.body, 'messages')).toEqual([
    'contractAssignments[1].npn must have a max of 15 characters.',
    'contractAssignments[2].startDate must be a date in the format yyyy-MM-dd.',
    'contractAssignments[3].commissionLevelId must belong to the product of the contract assignment.',
  ]);
  expect(sandbox.control.journal()).toEqual([]);
  expect(sandbox.control.record('contractAssignments', rows[0]?.id ?? '')).toEqual(rows[0]);
});

test('an unknown record or reference is 404 for the whole batch', async () => {
  const good = item(0, { userDefined5: 'a' });
  const unknownId = await client.call('PUT', BULK, {
    contractAssignments: [good, { id: 'none', userDefined5: 'b' }],
  });
  expect(unknownId.status).toBe(404);
  expect(text(unknownId.body, 'message')).toContain("contractAssignments[1].id 'none'");
  const reference = item(1, { assignmentStatusId: 'none' });
  expect((await client.call('PUT', BULK, { contractAssignments: [good, reference] })).status).toBe(404);
  const upline = item(1, { uplineContractAssignmentId: 'none' });
  expect((await client.call('PUT', BULK, { contractAssignments: [good, upline] })).status).toBe(404);
  expect(sandbox.control.journal()).toEqual([]);
});

test('too many items and the same item twice are refused', async () => {
  const many = sandbox.control
    .records('contractAssignments', 0, 101)
    .map(({ id }) => ({ id, userDefined5: 'a' }));
  const answer = await client.call('PUT', BULK, { contractAssignments: many });
  expect(answer.status).toBe(400);
  expect(text(answer.body, 'messages', 0)).toContain('max of 100 items');
  const twice = [item(0, { userDefined5: 'a' }), item(0, { userDefined5: 'b' })];
  expect((await client.call('PUT', BULK, { contractAssignments: twice })).status).toBe(400);
});

test('commission levels have the same bulk update under their own key', async () => {
  const [level] = sandbox.control.records('commissionLevels', 3, 1);
  const path = '/v1/customers/commissionLevels/bulk';
  const update = { id: level?.id ?? '', firstYearValue: 12.34 };
  const answer = await client.call('PUT', path, { commissionLevels: [update] });
  expect(at(answer.body, '_embedded', 'commissionLevels', 0, 'firstYearValue')).toBe(12.34);
  expect((await client.call('PUT', path, [update])).status).toBe(400);
  const wrong = await client.call('PUT', path, { commissionLevels: [{ ...update, type: 'NUMBER' }] });
  expect(text(wrong.body, 'messages', 0)).toContain('commissionLevels[0].type');
});
