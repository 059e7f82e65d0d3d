import { afterEach, expect, it } from 'vitest';
import { valueOf } from './outbox/support.ts';
import { openConnections } from './support/connections.ts';
import type { Connections } from './support/connections.ts';
import { ask, statusOf } from './worstDays/damagedSupport.ts';

let connections: Connections | null = null;
afterEach(async () => {
  await connections?.end();
  connections = null;
});

it('carries user-defined values typed for an invitation to the vendor, and to what it makes there', async () => {
  const at = (connections = openConnections());
  const { engine, sandbox } = await at.connect('one', 'practice');
  const [level] = sandbox.control.records('commissionLevels', 0, 1);
  valueOf(ask(engine, 'organization.set', { id: 'own-organization-id' }));
  const made = valueOf(
    ask(engine, 'record.create', {
      collection: 'invitation',
      label: 'Invite Jane Smith',
      values: {
        npn: { typed: '70000001' },
        email: { typed: 'jane@example.com' },
        firstName: { typed: 'Jane' },
        lastName: { typed: 'Smith' },
        inviterFirstName: { typed: 'Ada' },
        inviterLastName: { typed: 'Office' },
        inviterEmail: { typed: 'ada@agency.example' },
        commissionLevelIds: { value: [level?.id ?? ''] },
        userDefined1: { typed: '007' },
        userDefined10: { typed: 'Région Süd' },
      },
    }),
  );
  expect(made).toMatchObject({ refused: [], warnings: null });
  expect(sandbox.control.journal()).toEqual([]);
  valueOf(ask(engine, 'outbox.send', { confirmed: true, invitations: 1 }));
  await at.until(() => statusOf(engine).outbox.unsent === 0, 'sending');

  const journal = sandbox.control.journal();
  const typed = { userDefined1: '007', userDefined10: 'Région Süd' };
  const [sent, ...again] = journal.filter(({ collection }) => collection === 'invitations');
  expect(sent?.changes['contractAssignments']?.to).toEqual([expect.objectContaining(typed)]);
  expect(again).toEqual([]);
  const created = journal.filter(({ collection }) => collection === 'contractAssignments');
  expect(created.map(({ action }) => action)).toEqual(['create']);
  expect(sandbox.control.record('contractAssignments', created[0]?.id ?? '')).toMatchObject(typed);
});
