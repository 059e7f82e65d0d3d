import { describe, expect, it } from 'vitest';
import { item, make } from './createSupport.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { profileRig } from './profileRig.ts';
import { digestOf, dump, individual, subjects } from './secrecySupport.ts';

describe('a number typed for a new record', () => {
  const ssn = '518275546';
  const person = { npn: '70000001', type: 'INDIVIDUAL', lastName: 'Okafor', ssnLast4: '518-27-5546' };
  const producerOf = (r: Rig, npn: string) =>
    r.sandbox.control.records('producers', 0, 10_000).find((row) => row['npn'] === npn);

  it('of an account is sent with it, and leaves nothing behind', async () => {
    const r = await profileRig();
    const made = make(r, 'bankAccount', {
      producerId: r.store.mirror.ids('producer', null, 1)[0] ?? '',
      bankName: 'Second',
      type: 'CHECKING',
      routingNumber: '021000021',
      number: '9182736455461',
    });
    r.outbox.start();
    await r.drained();
    expect(r.store.operations.nameOf(made)).not.toBeNull();
    const all = await dump(r);
    expect(all).not.toContain('9182736455461');
    expect(all).toContain('****5461');
  });

  it('of a person is sent with it, and leaves nothing behind', async () => {
    const r = await profileRig();
    const made = make(r, 'producer', person);
    r.outbox.start();
    await r.drained();
    const id = r.store.operations.nameOf(made) ?? '';
    expect(individual(r, id)).toMatchObject({ lastName: 'Okafor', ssnLast4: '5546' });
    expect(await dump(r)).not.toContain(ssn);
  });

  it('is sent to a producer whom somebody else made meanwhile, although the last digits are equal', async () => {
    const r = await profileRig();
    make(r, 'producer', person);
    const { id: theirs } = r.sandbox.control.remoteCreate('producers', {
      npn: person.npn,
      type: 'INDIVIDUAL',
      individual: { lastName: 'Okafor', ssnLast4: '5546' },
    });
    r.outbox.start();
    await r.drained();
    expect(individual(r, theirs)['ssnDigest']).toBe(digestOf(ssn));
    expect(await dump(r)).not.toContain(ssn);
  });

  it('that others gave another last four digits is a conflict, and still here to be sent', async () => {
    const r = await profileRig();
    make(r, 'producer', person);
    const { id: theirs } = r.sandbox.control.remoteCreate('producers', {
      npn: person.npn,
      type: 'INDIVIDUAL',
      individual: { lastName: 'Okafor', ssnLast4: '1111' },
    });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'the conflict');
    const { operationIds } = item(r, theirs);
    valueOf(r.outbox.resolveFields(operationIds, { ssnLast4: { take: 'mine' } }));
    await r.drained();
    expect(individual(r, theirs)['ssnDigest']).toBe(digestOf(ssn));
    expect(producerOf(r, person.npn)?.id).toBe(theirs);
  });

  it('stays with a person who is made again because AgentSync has her no more', async () => {
    const r = await profileRig();
    const id = subjects[1]?.[1].idOf(r) ?? '';
    valueOf(
      r.outbox.stage('producer', 'New SSN', [{ recordId: id, field: 'ssnLast4', input: { typed: ssn } }]),
    );
    r.sandbox.control.remoteDelete('producers', id);
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.refused === 1, 'the refusal');
    const npn = String(r.store.mirror.get('producer', id)?.effective['npn']);
    valueOf(r.outbox.recreate(item(r, id).operationIds));
    await r.drained();
    const again = producerOf(r, npn)?.id ?? '';
    expect(again).not.toBe(id);
    expect(individual(r, again)['ssnDigest']).toBe(digestOf(ssn));
  });

  it('of an SSN that is given to nobody is asked about once, by its last digits', async () => {
    const r = await profileRig();
    const id = subjects[1]?.[1].idOf(r) ?? '';
    const edit = [{ recordId: id, field: 'ssnLast4', input: { typed: '666-12-3456' } }];
    const asked = valueOf(r.outbox.stage('producer', 'New SSN', edit));
    expect(asked).toMatchObject({
      staged: 0,
      warnings: { groups: [{ rule: 'ssn-not-issued', named: [{ words: '•••-••-3456' }] }] },
    });
    expect(JSON.stringify(asked)).not.toMatch(/666-?12/);
    const accept = { reason: 'It is an ITIN.', rules: ['ssn-not-issued' as const] };
    expect(valueOf(r.outbox.stage('producer', 'New SSN', edit, { accept }))).toMatchObject({ staged: 1 });
    const created = valueOf(
      r.outbox.create('producer', 'New producer', {
        ...Object.fromEntries(Object.entries(person).map(([name, value]) => [name, { value }])),
        ssnLast4: { typed: '900700001' },
      }),
    );
    expect(created).toMatchObject({ id: null, warnings: { groups: [{ rule: 'ssn-not-issued' }] } });
    expect(JSON.stringify(created)).not.toContain('900700001');
  });
});
