import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { asMasked } from '../../../domain/masking.ts';
import { isJsonObject, textOf } from '../../../sandbox/json.ts';
import type { JsonObject } from '../../../sandbox/json.ts';
import { createTransfer } from '../../../main/engine/transfer/transfer.ts';
import { unseal } from '../../../main/engine/transfer/seal.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { item, make, tryToMake } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig, RigOptions } from './support.ts';

/** A field of which only the last four digits are known once it was sent. */
interface Subject {
  readonly collection: 'bankAccount' | 'producer';
  readonly field: string;
  /** As typed, and as sent. */
  readonly typed: string;
  readonly number: string;
  /** Another one, and one that is no such number. */
  readonly other: string;
  readonly wrong: string;
  /** A field beside it. */
  readonly beside: string;
  readonly update: string;
  /** What the vendor shows of it. */
  readonly held: (r: Rig, id: string) => unknown;
  readonly besideHeld: (r: Rig, id: string) => unknown;
  /** What the stand-in keeps to tell whole numbers apart. */
  readonly digest: (r: Rig, id: string) => unknown;
  /** Of a name the vendor would use in a refusal. */
  readonly wire: string;
  readonly idOf: (r: Rig) => string;
}

const individual = (r: Rig, id: string): JsonObject => {
  const part = r.sandbox.control.record('producers', id)?.['individual'];
  return isJsonObject(part) ? part : {};
};

const subjects: readonly (readonly [string, Subject])[] = [
  [
    'an account number',
    {
      collection: 'bankAccount',
      field: 'number',
      typed: '9182-7364-5546',
      number: '918273645546',
      other: '91827364599',
      wrong: '918273645546918273645546',
      beside: 'nickname',
      update: 'updateBankAccount',
      held: (r, id) => r.sandbox.control.record('bankAccounts', id)?.['number'],
      besideHeld: (r, id) => r.sandbox.control.record('bankAccounts', id)?.['nickname'],
      digest: (r, id) => r.sandbox.control.record('bankAccounts', id)?.['numberDigest'],
      wire: 'number',
      idOf: (r) => r.store.mirror.ids('bankAccount', null, 1)[0] ?? '',
    },
  ],
  [
    'an SSN',
    {
      collection: 'producer',
      field: 'ssnLast4',
      typed: '518-27-5546',
      number: '518275546',
      other: '518279901',
      wrong: '5182755468',
      beside: 'title',
      update: 'updateProducer',
      held: (r, id) => asMasked(textOf(individual(r, id)['ssnLast4'])),
      besideHeld: (r, id) => individual(r, id)['title'],
      digest: (r, id) => individual(r, id)['ssnDigest'],
      wire: 'ssn',
      idOf: (r) =>
        r.store.mirror
          .ids('producer', null, 1_000)
          .find((id) => r.store.mirror.get('producer', id)?.effective['type'] === 'INDIVIDUAL') ?? '',
    },
  ],
];

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const last4 = (text: string): string => `****${text.slice(-4)}`;
const used: Rig[] = [];
afterEach(async () => {
  for (const one of used.splice(0)) await one.dispose();
});

async function profileRig(options: RigOptions = {}): Promise<Rig> {
  const made = await rig({ producerProfile: noOverride, ...options });
  used.push(made);
  return made;
}

/** Everything in the file, decrypted: every column of every row of every table. */
async function dump(r: Rig): Promise<string> {
  await r.outbox.stop();
  const file = join(dirname(r.file), 'copy.db');
  // Closed by now in all but name: a copy of file and log is what a thief would have.
  for (const tail of ['', '-wal'])
    if (existsSync(`${r.file}${tail}`)) copyFileSync(`${r.file}${tail}`, `${file}${tail}`);
  const opened = openDatabase({ file, key: r.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const tables = opened.value
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all();
  const rows = tables.map(({ name }) =>
    opened.value
      .prepare(`SELECT * FROM "${name}"`)
      .raw()
      .all()
      .map((row) =>
        Array.isArray(row)
          ? row
              .map((cell: unknown) => (Buffer.isBuffer(cell) ? cell.toString('latin1') : String(cell)))
              .join('\u0001')
          : '',
      )
      .join('\n'),
  );
  opened.value.close();
  return rows.join('\n');
}

/** What people and files are shown, anywhere. */
function shown(r: Rig, { collection, field, beside, idOf }: Subject): string {
  const audit = createAuditReader(r.store);
  const receipts = r.outbox.receipts(0, 50);
  return JSON.stringify([
    r.outbox.list({ offset: 0, limit: 100 }),
    r.outbox.requests(r.store.operations.live({ offset: 0, limit: 100 }).map(({ id }) => id)),
    receipts.map(({ batchId }) => [
      r.outbox.receipt(batchId, 0, 100),
      atOnce(valueOf(r.outbox.receiptCsv(batchId, 'all'))),
      r.outbox.reversePreview(batchId),
    ]),
    audit.list({ offset: 0, limit: 100 }),
    atOnce(audit.csv()),
    r.store.mirror.get(collection, idOf(r)),
    r.store.views.rows({ collection, columns: [field, beside] }, [1, 2, 3]),
    r.sandbox.control.journal(),
    r.logged,
  ]);
}

describe.each(subjects)('%s that was typed', (_, subject) => {
  const { collection, field, number, typed, other, beside, idOf, held } = subject;
  const masked = last4(number);
  const type = (r: Rig, id: string, text = typed): ReturnType<Rig['outbox']['stage']> =>
    r.outbox.stage(collection, 'New number', [{ recordId: id, field, input: { typed: text } }]);
  /** Neither as it was typed nor as it was sent. */
  const hidden = (text: string): void => {
    expect(text).not.toContain(number);
    expect(text).not.toContain(typed);
  };

  it('is nowhere in plain before it is sent, and the exact request shows dots', async () => {
    const r = await profileRig();
    const id = idOf(r);
    expect(valueOf(type(r, id))).toMatchObject({ staged: 1, refusedCount: 0 });
    expect(r.store.mirror.get(collection, id)?.effective[field]).toBe(masked);
    expect(item(r, id).changes).toMatchObject([{ field, to: masked }]);
    const { operationIds } = item(r, id);
    const [request] = r.outbox.requests(operationIds).requests;
    expect(request?.body).toContain(`"${subject.wire}": "${masked.replace('****', '••••')}"`);
    hidden(shown(r, subject));
    const raw = [r.file, `${r.file}-wal`].filter(existsSync).map((path) => readFileSync(path, 'latin1'));
    hidden(raw.join(''));
    const all = await dump(r);
    expect(all).toContain(masked);
    hidden(all);
  });

  it('reaches the server and leaves nothing behind', async () => {
    const r = await profileRig();
    const id = idOf(r);
    valueOf(type(r, id));
    r.outbox.start();
    await r.drained();
    expect(held(r, id)).toBe(masked);
    expect(subject.digest(r, id)).toBe(digestOf(number));
    hidden(shown(r, subject));
    const all = await dump(r);
    hidden(all);
    expect(all).toContain(masked);
  });

  it('outlives a restart, and is sent then', async () => {
    const r = await profileRig();
    const id = idOf(r);
    valueOf(type(r, id));
    await r.restart();
    r.outbox.start();
    await r.drained();
    expect(held(r, id)).toBe(masked);
  });

  it('loses its key and its text in the transaction that ends its operation, however it ends', async () => {
    const r = await profileRig();
    const id = idOf(r);
    const sealed = (): boolean => {
      const [operation] = r.store.operations.liveOf(collection, id);
      return operation !== undefined && r.store.sealed.open(operation.id, field) === number;
    };
    valueOf(type(r, id));
    const first = item(r, id).operationIds[0] ?? '';
    expect(sealed()).toBe(true);
    valueOf(r.outbox.discard(item(r, id).operationIds));
    expect(r.store.sealed.has(first, field)).toBe(false);
    valueOf(type(r, id));
    const second = item(r, id).operationIds[0] ?? '';
    valueOf(r.outbox.undo());
    expect(r.store.sealed.has(second, field)).toBe(false);
  });

  it('must be typed again after undo and redo, and is never sent as stars', async () => {
    const r = await profileRig();
    const id = idOf(r);
    valueOf(
      r.outbox.stage(collection, 'Two fields', [
        { recordId: id, field, input: { typed } },
        { recordId: id, field: beside, input: { typed: 'Office two' } },
      ]),
    );
    valueOf(r.outbox.undo());
    valueOf(r.outbox.redo());
    expect(item(r, id)).toMatchObject({ state: 'refused' });
    expect(item(r, id).reason).toMatch(/The (account number|SSN) must be typed again/);
    r.outbox.start();
    valueOf(r.outbox.send(item(r, id).operationIds));
    await r.until(() => item(r, id).state === 'refused', 'the refusal');
    expect(r.sandbox.control.journal()).toEqual([]);
    valueOf(type(r, id));
    await r.drained();
    expect(held(r, id)).toBe(masked);
    expect(subject.besideHeld(r, id)).toBe('Office two');
  });

  it('must be typed again after a discard that was brought back', async () => {
    const r = await profileRig();
    const id = idOf(r);
    valueOf(type(r, id));
    const { operationIds } = item(r, id);
    valueOf(r.outbox.discard(operationIds));
    expect(r.store.sealed.has(operationIds[0] ?? '', field)).toBe(false);
    valueOf(r.outbox.undo());
    expect(item(r, id)).toMatchObject({ state: 'refused' });
    expect(item(r, id).reason).toMatch(/must be typed again/);
  });

  it('counts although its last four digits are those that are there', async () => {
    const r = await profileRig();
    const id = idOf(r);
    const lastFour = String(r.store.mirror.get(collection, id)?.effective[field]).slice(-4);
    expect(valueOf(type(r, id, `${number.slice(0, -4)}${lastFour}`))).toMatchObject({
      staged: 1,
      unchanged: 0,
    });
    expect(item(r, id).changes).toHaveLength(1);
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.journal().map(({ operation }) => operation)).toEqual([subject.update]);
    expect(subject.digest(r, id)).toBe(digestOf(`${number.slice(0, -4)}${lastFour}`));
  });

  it('survives a server that was overwhelmed or silent, and is sent once it answers', async () => {
    const r = await profileRig();
    const id = idOf(r);
    const match = { operation: subject.update };
    r.sandbox.control.addFault({ match, times: 1, action: { kind: 'drop', phase: 'before' } });
    r.sandbox.control.addFault({ match, times: 1, action: { kind: 'status', phase: 'before', status: 500 } });
    valueOf(type(r, id));
    r.outbox.start();
    await r.drained();
    expect(held(r, id)).toBe(masked);
  });

  it.each([
    ['as it was sent', number],
    ['with dashes', typed],
  ])('is not repeated when the server quotes it %s in a refusal', async (_how, quoted) => {
    const r = await profileRig();
    const id = idOf(r);
    r.sandbox.control.addFault({
      match: { operation: subject.update },
      action: {
        kind: 'status',
        phase: 'before',
        status: 400,
        messages: [`${subject.wire} '${quoted}' must be another one.`],
      },
    });
    valueOf(type(r, id));
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.refused === 1, 'the refusal');
    expect(item(r, id).reason).toContain('••••5546');
    expect(item(r, id).changes[0]?.message).toContain('must be another one');
    hidden(shown(r, subject));
    r.sandbox.control.clearFaults();
    valueOf(r.outbox.stage(collection, 'Corrected', [{ recordId: id, field, input: { typed: other } }]));
    await r.drained();
    expect(held(r, id)).toBe(last4(other));
    const all = await dump(r);
    hidden(all);
    expect(all).not.toContain(other);
  });

  it('is refused when it looks masked, is no such number or is empty, and is not repeated', async () => {
    const r = await profileRig();
    const id = idOf(r);
    expect(valueOf(type(r, id, masked))).toMatchObject({ staged: 0, refused: [{ field, found: '••••' }] });
    const wrong = valueOf(type(r, id, subject.wrong));
    expect(wrong).toMatchObject({ staged: 0, refusedCount: 1 });
    hidden(JSON.stringify(wrong));
    expect(valueOf(type(r, id, ''))).toMatchObject({ staged: 0, refusedCount: 1 });
    const refused = tryToMake(r, collection, { producerId: 'x', type: 'INDIVIDUAL', [field]: subject.wrong });
    expect(refused.id).toBeNull();
    hidden(JSON.stringify(refused));
  });

  it('an unchanged number is left out of what is sent', async () => {
    const r = await profileRig();
    const id = idOf(r);
    const before = subject.digest(r, id);
    valueOf(r.outbox.stage(collection, 'Beside', [{ recordId: id, field: beside, input: { typed: 'N' } }]));
    r.outbox.start();
    await r.drained();
    expect(subject.besideHeld(r, id)).toBe('N');
    expect(subject.digest(r, id)).toBe(before);
  });

  it('cannot be set back by reversing, which says so', async () => {
    const r = await profileRig();
    valueOf(type(r, idOf(r)));
    r.outbox.start();
    await r.drained();
    const [receipt] = r.outbox.receipts(0, 1);
    expect(valueOf(r.outbox.reversePreview(receipt?.batchId ?? ''))).toMatchObject({
      reversible: 0,
      cannot: [{ why: expect.stringMatching(/last four digits only/) }],
    });
  });

  it('travels to another computer only inside the file’s own seal', async () => {
    const [here, there] = [await profileRig(), await profileRig()];
    const id = idOf(here);
    valueOf(type(here, id));
    const transferOf = (r: Rig) =>
      createTransfer({
        store: r.store,
        outbox: r.outbox,
        clock: r.clock,
        connection: {
          id: 'practice',
          name: 'Practice',
          environment: 'practice',
          baseUrl: 'http://127.0.0.1:1',
        },
        actor: () => 'tester',
      });
    const file = valueOf(transferOf(here).exportUnsent('correct horse battery'));
    hidden(Buffer.from(file.data).toString('latin1'));
    expect(valueOf(unseal(file.data, 'correct horse battery'))).toContain(number);
    expect(valueOf(transferOf(there).importUnsent('correct horse battery', file.data))).toMatchObject({
      staged: 1,
      refusedCount: 0,
    });
    expect(there.store.mirror.get(collection, id)?.effective[field]).toBe(masked);
    hidden(shown(there, subject));
    there.outbox.start();
    await there.drained();
    expect(held(there, id)).toBe(masked);
    hidden(await dump(there));
  });
});

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
