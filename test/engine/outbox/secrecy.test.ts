import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { createTransfer } from '../../../main/engine/transfer/transfer.ts';
import { unseal } from '../../../main/engine/transfer/seal.ts';
import { item, make, tryToMake } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig, RigOptions } from './support.ts';

const number = '918273645546';
const used: Rig[] = [];
afterEach(async () => {
  for (const one of used.splice(0)) await one.dispose();
});

async function profileRig(options: RigOptions = {}): Promise<Rig> {
  const made = await rig({ producerProfile: noOverride, ...options });
  used.push(made);
  return made;
}

const accountOf = (r: Rig): string => r.store.mirror.ids('bankAccount', null, 1)[0] ?? '';

function type(r: Rig, id: string, typed = number): ReturnType<Rig['outbox']['stage']> {
  return r.outbox.stage('bankAccount', 'New account number', [
    { recordId: id, field: 'number', input: { typed } },
  ]);
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
function shown(r: Rig): string {
  const audit = createAuditReader(r.store);
  const receipts = r.outbox.receipts(0, 50);
  return JSON.stringify([
    r.outbox.list({ offset: 0, limit: 100 }),
    r.outbox.requests(r.store.operations.live({ offset: 0, limit: 100 }).map(({ id }) => id)),
    receipts.map(({ batchId }) => [
      r.outbox.receipt(batchId, 0, 100),
      r.outbox.receiptCsv(batchId, 'all'),
      r.outbox.reversePreview(batchId),
    ]),
    audit.list({ offset: 0, limit: 100 }),
    audit.csv(),
    r.store.mirror.get('bankAccount', accountOf(r)),
    r.store.views.rows({ collection: 'bankAccount', columns: ['number', 'name'] }, [1, 2, 3]),
    r.sandbox.control.journal(),
    r.logged,
  ]);
}

describe('an account number that was typed', () => {
  it('is nowhere in plain before it is sent, and the exact request shows dots', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    expect(valueOf(type(r, id))).toMatchObject({ staged: 1, refusedCount: 0 });
    expect(r.store.mirror.get('bankAccount', id)?.effective['number']).toBe('****5546');
    expect(item(r, id).changes).toMatchObject([{ field: 'number', to: '****5546' }]);
    const { operationIds } = item(r, id);
    expect(r.outbox.requests(operationIds).requests[0]?.body).toContain('••••5546');
    expect(shown(r)).not.toContain(number);
    const raw = [r.file, `${r.file}-wal`].filter(existsSync).map((path) => readFileSync(path, 'latin1'));
    expect(raw.join('')).not.toContain(number);
    const all = await dump(r);
    expect(all).toContain('****5546');
    expect(all).not.toContain(number);
  });

  it('reaches the server and leaves nothing behind', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    valueOf(type(r, id));
    const made = make(r, 'bankAccount', {
      producerId: String(r.store.mirror.get('bankAccount', id)?.effective['producerId']),
      bankName: 'Second',
      type: 'CHECKING',
      routingNumber: '021000021',
      number: `${number}1`,
    });
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.record('bankAccounts', id)).toMatchObject({ number: '****5546' });
    expect(r.store.operations.nameOf(made)).not.toBeNull();
    expect(shown(r)).not.toContain(number);
    const all = await dump(r);
    expect(all).not.toContain(number);
    expect(all).toContain('****5461');
  });

  it('loses its key and its text in the transaction that ends its operation, however it ends', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    const sealed = (): number => {
      const [operation] = r.store.operations.liveOf('bankAccount', id);
      return operation !== undefined && r.store.sealed.open(operation.id, 'number') === number ? 1 : 0;
    };
    valueOf(type(r, id));
    const first = item(r, id).operationIds[0] ?? '';
    expect(sealed()).toBe(1);
    valueOf(r.outbox.discard(item(r, id).operationIds));
    expect(r.store.sealed.has(first, 'number')).toBe(false);
    valueOf(type(r, id));
    const second = item(r, id).operationIds[0] ?? '';
    valueOf(r.outbox.undo());
    expect(r.store.sealed.has(second, 'number')).toBe(false);
  });

  it('must be typed again after undo and redo, and is never sent as stars', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    valueOf(
      r.outbox.stage('bankAccount', 'Two fields', [
        { recordId: id, field: 'number', input: { typed: number } },
        { recordId: id, field: 'nickname', input: { typed: 'Office two' } },
      ]),
    );
    valueOf(r.outbox.undo());
    valueOf(r.outbox.redo());
    expect(item(r, id)).toMatchObject({ state: 'refused' });
    expect(item(r, id).reason).toMatch(/must be typed again/);
    r.outbox.start();
    valueOf(r.outbox.send(item(r, id).operationIds));
    await r.until(() => item(r, id).state === 'refused', 'the refusal');
    expect(r.sandbox.control.journal()).toEqual([]);
    valueOf(type(r, id));
    await r.drained();
    expect(r.sandbox.control.record('bankAccounts', id)).toMatchObject({
      number: '****5546',
      nickname: 'Office two',
    });
  });

  it('must be typed again after a discard that was brought back', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    valueOf(type(r, id));
    const { operationIds } = item(r, id);
    valueOf(r.outbox.discard(operationIds));
    expect(r.store.sealed.has(operationIds[0] ?? '', 'number')).toBe(false);
    valueOf(r.outbox.undo());
    expect(item(r, id)).toMatchObject({ state: 'refused' });
    expect(item(r, id).reason).toMatch(/must be typed again/);
  });

  it('counts although its last four digits are those that are there', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    const lastFour = String(r.store.mirror.get('bankAccount', id)?.effective['number']).slice(-4);
    expect(valueOf(type(r, id, `12345${lastFour}`))).toMatchObject({ staged: 1, unchanged: 0 });
    expect(item(r, id).changes).toHaveLength(1);
    r.outbox.start();
    await r.drained();
    expect(
      r.sandbox.control.journal().map(({ operation, named }) => [operation, named.includes('number')]),
    ).toEqual([['updateBankAccount', true]]);
  });

  it('survives a server that was overwhelmed or silent, and is sent once it answers', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    const match = { operation: 'updateBankAccount' };
    r.sandbox.control.addFault({ match, times: 1, action: { kind: 'drop', phase: 'before' } });
    r.sandbox.control.addFault({ match, times: 1, action: { kind: 'status', phase: 'before', status: 500 } });
    valueOf(type(r, id));
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.record('bankAccounts', id)).toMatchObject({ number: '****5546' });
  });

  it('is not repeated when the server quotes it in a refusal', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    r.sandbox.control.addFault({
      match: { operation: 'updateBankAccount' },
      action: {
        kind: 'status',
        phase: 'before',
        status: 400,
        messages: [`number '${number}' must be another one.`],
      },
    });
    valueOf(type(r, id));
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.refused === 1, 'the refusal');
    expect(item(r, id).reason).toContain('••••5546');
    expect(shown(r)).not.toContain(number);
    // A later edit of another field takes the number along, still sealed.
    r.sandbox.control.clearFaults();
    valueOf(
      r.outbox.stage('bankAccount', 'Corrected', [
        { recordId: id, field: 'number', input: { typed: `${number}0` } },
      ]),
    );
    await r.drained();
    expect(r.sandbox.control.record('bankAccounts', id)).toMatchObject({ number: '****5460' });
    expect(await dump(r)).not.toContain(number);
  });

  it('is refused when it looks masked, and what was typed is not repeated', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    const outcome = valueOf(type(r, id, '****5546'));
    expect(outcome).toMatchObject({ staged: 0, refused: [{ field: 'number', found: '••••' }] });
    const wrong = valueOf(type(r, id, `${number}${number}`));
    expect(JSON.stringify(wrong)).not.toContain(number);
    const refused = tryToMake(r, 'bankAccount', { producerId: 'x', number: `${number}${number}` });
    expect(JSON.stringify(refused)).not.toContain(number);
  });

  it('an unchanged number is left out of what is sent', async () => {
    const r = await profileRig();
    const id = accountOf(r);
    valueOf(
      r.outbox.stage('bankAccount', 'Nickname', [{ recordId: id, field: 'nickname', input: { typed: 'N' } }]),
    );
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.journal()[0]?.named).not.toContain('number');
  });

  it('cannot be set back by reversing, which says so', async () => {
    const r = await profileRig();
    valueOf(type(r, accountOf(r)));
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
    const id = accountOf(here);
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
    expect(Buffer.from(file.data).includes(number)).toBe(false);
    expect(valueOf(unseal(file.data, 'correct horse battery'))).toContain(number);
    expect(valueOf(transferOf(there).importUnsent('correct horse battery', file.data))).toMatchObject({
      staged: 1,
      refusedCount: 0,
    });
    expect(there.store.mirror.get('bankAccount', id)?.effective['number']).toBe('****5546');
    expect(shown(there)).not.toContain(number);
    there.outbox.start();
    await there.drained();
    expect(there.sandbox.control.record('bankAccounts', id)).toMatchObject({ number: '****5546' });
    expect(await dump(there)).not.toContain(number);
  });
});
