import { describe, expect, it } from 'vitest';
import { newFieldsOf } from '../../../main/engine/outbox/newFields.ts';
import { item, make, tryToMake } from './createSupport.ts';
import { valueOf } from './support.ts';
import { profileRig } from './profileRig.ts';
import { effective, producerOf, remote, stage } from './producersSupport.ts';

describe('new records', () => {
  it('a new producer with everything hanging on it goes out in order, each once', async () => {
    const r = await profileRig();
    const producer = make(r, 'producer', {
      npn: '77001122',
      type: 'INDIVIDUAL',
      firstName: 'Ana',
      lastName: 'Ruiz',
    });
    make(r, 'address', { producerId: producer, type: 'MAILING', addressLine1: '1 Alder Lane', zip: '01234' });
    make(r, 'phone', { producerId: producer, type: 'CELL', number: '555-201-0199' });
    make(r, 'bankAccount', {
      producerId: producer,
      bankName: 'First',
      type: 'CHECKING',
      routingNumber: '021000021',
      number: '000123456789',
    });
    make(r, 'insurancePolicy', {
      producerId: producer,
      carrier: 'Gildermark',
      type: 'INDIVIDUAL',
      policyNumber: 'EO1',
      totalLimit: '1000000',
      effectiveDate: '2025-01-01',
      expiry: '2026-01-01',
    });
    expect(r.outbox.list({ offset: 0, limit: 10 }).items.map(({ title, state }) => [title, state])).toEqual([
      ['Ana Ruiz', 'ready'],
      ['Mailing 1 Alder Lane · Ana Ruiz', 'blocked'],
      ['Cell 555-201-0199 · Ana Ruiz', 'blocked'],
      ['First Checking ****6789 · Ana Ruiz', 'blocked'],
      ['Gildermark EO1 · Ana Ruiz', 'blocked'],
    ]);
    r.outbox.start();
    await r.drained();
    const journal = r.sandbox.control.journal();
    expect(journal.map(({ operation }) => operation)).toEqual([
      'createProducer',
      'createAddress',
      'createPhone',
      'createBankAccount',
      'createInsurancePolicy',
    ]);
    const id = journal[0]?.id ?? '';
    expect(r.store.operations.nameOf(producer)).toBe(id);
    for (const entry of journal.slice(1)) expect(entry.changes['producerId']?.to).toBe(id);
    expect(effective(r, 'producer', producer)).toMatchObject({ displayName: 'Ana Ruiz', npn: '77001122' });
  });

  it.each([
    { collection: 'producer', by: ['npn'] },
    { collection: 'address', by: ['producerId', 'type', 'addressLine1', 'zip'] },
    { collection: 'phone', by: ['producerId', 'type', 'number'] },
    { collection: 'insurancePolicy', by: ['producerId', 'policyNumber', 'effectiveDate'] },
  ] as const)(
    '$collection: one that somebody else made meanwhile is taken over, not made twice',
    async ({ collection }) => {
      const r = await profileRig();
      const [like] = r.sandbox.control.records(remote[collection], 3, 1);
      if (like === undefined) throw new Error('no data');
      const givable = new Set(newFieldsOf(collection).map(({ name }) => name));
      const known = effective(r, collection, like.id);
      const values: Record<string, string | boolean> = {};
      for (const [field, value] of Object.entries(known))
        if (
          givable.has(field) &&
          field !== 'ssnLast4' &&
          (typeof value === 'string' || typeof value === 'boolean')
        )
          values[field] = value;
      // What tells it apart is new; the mirror does not know that the server has it by now.
      const fresh: Readonly<Record<string, string>> =
        collection === 'producer'
          ? { npn: '77001122' }
          : collection === 'address'
            ? { addressLine1: '9 New Street' }
            : collection === 'phone'
              ? { number: '555-201-0100' }
              : { policyNumber: 'EO-new', certificateNumber: 'C-new' };
      const { id: _id, ...fields } = like;
      const theirs = r.sandbox.control.remoteCreate(remote[collection], { ...fields, ...fresh });
      const made = make(r, collection, { ...values, ...fresh });
      const before = r.sandbox.control.count(remote[collection]);
      r.outbox.start();
      await r.drained();
      expect(r.store.operations.nameOf(made)).toBe(theirs.id);
      expect(r.sandbox.control.count(remote[collection])).toBe(before);
    },
  );

  it('a bank account is told by type, routing number and last four digits', async () => {
    const r = await profileRig();
    const producer = producerOf(r, 'INDIVIDUAL');
    const account = { bankName: 'First', type: 'CHECKING', routingNumber: '021000021' };
    const theirs = r.sandbox.control.remoteCreate('bankAccounts', {
      producerId: producer,
      ...account,
      number: '****6789',
    });
    const same = make(r, 'bankAccount', { producerId: producer, ...account, number: '000123456789' });
    const other = make(r, 'bankAccount', { producerId: producer, ...account, number: '000123450000' });
    r.outbox.start();
    await r.drained();
    expect(r.store.operations.nameOf(same)).toBe(theirs.id);
    expect(r.store.operations.nameOf(other)).not.toBe(theirs.id);
  });

  it('what is there already is refused while it is typed', async () => {
    const r = await profileRig();
    const [phone = ''] = r.store.mirror.ids('phone', null, 1);
    const { producerId, type, number } = effective(r, 'phone', phone);
    const refused = tryToMake(r, 'phone', {
      producerId: String(producerId),
      type: String(type),
      number: String(number),
    }).refused;
    expect(refused).toMatchObject([
      { field: 'number', expected: expect.stringMatching(/does not have yet/) },
    ]);
  });

  it('nothing is made for a producer who is no longer there', async () => {
    const r = await profileRig();
    const producer = producerOf(r, 'INDIVIDUAL');
    r.sandbox.control.remoteDelete('producers', producer);
    await r.pull(['producer']);
    const { id, refused } = tryToMake(r, 'phone', {
      producerId: producer,
      type: 'CELL',
      number: '5550100',
    });
    expect(id).toBeNull();
    expect(refused).toMatchObject([
      { field: 'producerId', expected: expect.stringContaining('no longer at AgentSync') },
    ]);
  });

  it('an answer that never came is looked up, and nothing is made twice', async () => {
    const r = await profileRig();
    r.sandbox.control.addFault({
      match: { operation: 'createPhone' },
      times: 1,
      action: { kind: 'drop', phase: 'after' },
    });
    const made = make(r, 'phone', {
      producerId: producerOf(r, 'FIRM'),
      type: 'CELL',
      number: '555-201-0100',
    });
    r.outbox.start();
    await r.drained();
    const phones = r.sandbox.control
      .records('phones', 0, 10_000)
      .filter(({ number }) => number === '555-201-0100');
    expect(phones).toHaveLength(1);
    expect(r.store.operations.nameOf(made)).toBe(phones[0]?.id);
  });

  it('fields of a firm are not a person’s', async () => {
    const r = await profileRig();
    expect(
      tryToMake(r, 'producer', { npn: '1', type: 'INDIVIDUAL', lastName: 'R', fein: '12-3456789' }).refused,
    ).toMatchObject([{ field: 'fein' }]);
    expect(tryToMake(r, 'producer', { npn: '1', type: 'FIRM' }).refused).toMatchObject([{ field: 'name' }]);
    const outcome = stage(r, 'producer', producerOf(r, 'FIRM'), { firstName: 'Ana' });
    expect(outcome).toMatchObject({ staged: 0, refused: [{ field: 'firstName' }] });
  });

  it('only known types are taken: those published, and those this account has shown', async () => {
    const r = await profileRig();
    const [id = ''] = r.store.mirror.ids('address', null, 1);
    expect(stage(r, 'address', id, { type: 'MOON' }).refused).toMatchObject([{ field: 'type' }]);
    const other = effective(r, 'address', id)['type'] === 'BUSINESS' ? 'MAILING' : 'BUSINESS';
    expect(stage(r, 'address', id, { type: other }).refused).toEqual([]);
  });

  it('types are read, found and typed as words, and sent as AgentSync writes them', async () => {
    const r = await profileRig();
    const id = producerOf(r, 'FIRM');
    const kind = { field: 'businessType', recordId: id };
    const { sandbox, store, outbox } = r;
    sandbox.control.remoteEdit('producers', id, {
      firm: { name: 'Alder Agency', type: 'LIMITED_LIABILITY_COMPANY' },
    });
    await r.pull(['producer']);
    const options = store.views.options('producer', kind.field, id, 'liability', 50);
    expect(options).toMatchObject([
      { value: 'LIMITED_LIABILITY_COMPANY', label: 'Limited liability company' },
    ]);
    const columns = ['displayName', 'type', kind.field];
    const query = { collection: 'producer' as const, columns, sort: [], search: 'limited liability' };
    const filters = [{ field: 'type', test: 'one-of' as const, texts: ['Firm'] }];
    const found = store.views.order({ ...query, filters });
    expect(store.views.rows(query, [...found]).map(({ cells }) => cells)).toEqual([
      ['Alder Agency', 'Firm', 'Limited liability company'],
    ]);
    const other = store.mirror
      .ids('producer', null, 1_000)
      .find((one) => one !== id && effective(r, 'producer', one)['type'] === 'FIRM');
    for (const typed of [
      'limited liability company',
      'LIMITED_LIABILITY_COMPANY',
      'limited_liability_company',
    ]) {
      const edits = [{ field: kind.field, recordId: other ?? '', input: { typed } }];
      expect(valueOf(outbox.stage('producer', 'Typing', edits)).refused).toEqual([]);
      expect(effective(r, 'producer', other ?? '')[kind.field]).toBe('LIMITED_LIABILITY_COMPANY');
    }
  });
});

describe('without paths', () => {
  it('work is held with the reason, and complete otherwise', async () => {
    const r = await profileRig({
      wrap: (connector) => ({
        ...connector,
        creates: (collection) =>
          collection === 'producer'
            ? { offered: false, reason: 'not published' }
            : connector.creates(collection),
      }),
    });
    const made = make(r, 'producer', { npn: '77001122', type: 'FIRM', name: 'New Firm' });
    r.outbox.start();
    expect(item(r, made)).toMatchObject({ state: 'held', reason: 'not published', title: 'New Firm' });
    expect(valueOf(r.outbox.undo()).label).toBe('New producer');
  });
});

describe('somebody else at the same time', () => {
  it('another field is kept, the same field is a conflict', async () => {
    const r = await profileRig();
    const [id = ''] = r.store.mirror.ids('address', null, 1);
    stage(r, 'address', id, { city: 'Ours' });
    r.sandbox.control.remoteEdit('addresses', id, { county: 'Theirs' });
    r.outbox.start();
    await r.drained();
    await r.pull(['address']);
    expect(effective(r, 'address', id)).toMatchObject({ city: 'Ours', county: 'Theirs' });
    await r.outbox.stop();
    stage(r, 'address', id, { city: 'Ours again' });
    r.sandbox.control.remoteEdit('addresses', id, { city: 'Theirs again' });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'a conflict');
    expect(item(r, id).changes).toMatchObject([{ field: 'city', to: 'Ours again', theirs: 'Theirs again' }]);
  });
});
