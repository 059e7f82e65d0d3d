import { afterEach, describe, expect, it } from 'vitest';
import { producerDetailNames } from '../../../domain/collections.ts';
import { profileCollectionNames } from '../../../domain/fields.ts';
import type { ProfileCollection } from '../../../domain/fields.ts';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { createRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { remote } from '../outbox/producersSupport.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

async function synced(options: RigOptions = {}): Promise<Rig> {
  rig = await createRig({
    size: { assignments: 200, carriers: 2 },
    pageSize: 10,
    producerProfile: noOverride,
    ...options,
  });
  await rig.pass();
  return rig;
}

/** What the stand-in would answer with, as the connector reads it. */
function differences(made: Rig, collection: ProfileCollection): readonly string[] {
  return made.sandbox.control.records(remote[collection], 0, 10_000).flatMap((row) => {
    const mine = made.store.mirror.get(collection, row.id);
    if (mine === null || mine.goneAt !== null) return [`${row.id} is missing`];
    const { displayName: _shown, ...effective } = mine.effective;
    const expected = readServerCopy(collection, row);
    return Object.entries(expected).some(([field, value]) => effective[field] !== value)
      ? [`${row.id} differs`]
      : [];
  });
}

describe('Producer Profile', () => {
  it('arrives whole after Contracting: producers, then what they have', async () => {
    const made = await synced();
    for (const collection of profileCollectionNames) {
      expect(made.state(collection)).toMatchObject({ state: 'idle', failure: null });
      expect(made.store.mirror.count(collection)).toBe(made.sandbox.control.count(remote[collection]));
      expect(differences(made, collection)).toEqual([]);
    }
    expect(made.sandbox.control.counters()['listPhonesOfProducer']).toBeUndefined();
  });

  it('is read producer by producer where the connection knows no whole list', async () => {
    const made = await synced({
      profile: (profile) => {
        const calls = { ...profile.producerProfile.calls };
        for (const name of [
          'listAddresses',
          'listPhones',
          'listBankAccounts',
          'listInsurancePolicies',
        ] as const)
          calls[name] = { ...calls[name], enabled: { ...calls[name].enabled, practice: false } };
        return { ...profile, producerProfile: { ...profile.producerProfile, calls } };
      },
    });
    for (const collection of producerDetailNames) {
      expect(differences(made, collection)).toEqual([]);
      expect(made.store.mirror.count(collection)).toBe(made.sandbox.control.count(remote[collection]));
    }
    expect(made.sandbox.control.counters()['listPhones']).toBeUndefined();
  });

  it('is read where a customer says it is, on the connection’s own host', async () => {
    const made = await synced({
      producerProfile: { scope: null, paths: { listPhones: '/producer-profile/v1/nowhere' } },
    });
    expect(made.state('phone')).toMatchObject({ state: 'failed', failure: { code: 'not-offered' } });
    expect(made.state('address').state).toBe('idle');
    expect(made.store.mirror.count('phone')).toBe(0);
  });

  it('follows somebody else’s edits and removals', async () => {
    const made = await synced();
    const { control } = made.sandbox;
    const [kept, gone] = control.records('addresses', 0, 2);
    if (kept === undefined || gone === undefined) throw new Error('no data');
    control.remoteEdit('addresses', kept.id, { city: 'Elsewhere' });
    control.remoteDelete('addresses', gone.id);
    await made.pass();
    expect(made.store.mirror.get('address', kept.id)?.effective['city']).toBe('Elsewhere');
    expect(made.store.mirror.get('address', gone.id)?.goneAt).not.toBeNull();
  });

  it('without paths nothing is asked, nothing is wrong, and the screen can say so', async () => {
    rig = await createRig({ size: { assignments: 40, carriers: 2 } });
    await rig.pass();
    for (const collection of profileCollectionNames)
      expect(rig.state(collection)).toMatchObject({ state: 'not-offered', failure: null, completedAt: null });
    expect(
      Object.keys(rig.sandbox.control.counters()).filter((name) => /Producers|Phones/.test(name)),
    ).toEqual([]);
    expect(rig.state('contractAssignment').state).toBe('idle');
  });

  it('a refusal of its scope stops nothing else', async () => {
    const made = await synced();
    made.sandbox.control.addFault({
      match: { operation: 'listPhones' },
      action: { kind: 'status', phase: 'before', status: 403 },
    });
    await made.pass();
    expect(made.state('phone')).toMatchObject({ state: 'failed', failure: { code: 'not-offered' } });
    expect(made.state('phone').failure?.message).toMatch(/scope/);
    expect(made.state('insurancePolicy').state).toBe('idle');
    expect(made.state('contractAssignment').state).toBe('idle');
  });

  it('a whole SSN or account number in an answer never reaches the store', async () => {
    const made = await synced();
    const { control } = made.sandbox;
    const [person] = control.records('producers', control.count('producers') - 1, 1);
    const [account] = control.records('bankAccounts', 0, 1);
    if (person === undefined || account === undefined) throw new Error('no data');
    control.remoteEdit('producers', person.id, {
      ssn: '123456789',
      individual: { firstName: 'Ana', ssn: 987654321 },
    });
    control.remoteEdit('bankAccounts', account.id, { number: '55500011122', nickname: 42 });
    await made.pass();
    // The account breaks a rule, so it is set aside with its JSON: also there without the number.
    expect(made.store.setAside.count()).toBe(1);
    const kept = JSON.stringify([
      made.store.mirror.get('producer', person.id),
      made.store.mirror.get('bankAccount', account.id),
      made.store.setAside.list(0, 10),
    ]);
    expect(kept).not.toMatch(/123456789|987654321|55500011122/);
    expect(kept).toContain('****1122');
    expect(made.store.mirror.get('producer', person.id)?.effective['ssnLast4']).toBe('****4321');
  });
});
