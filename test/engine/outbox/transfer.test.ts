import { afterEach, describe, expect, it } from 'vitest';
import { mostFileBytes, seal, unseal } from '../../../main/engine/transfer/seal.ts';
import { make as makeRecord, makeChain } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { transferOf } from './transferSupport.ts';
import { atOnce } from '../../../main/engine/slices.ts';

const passphrase = 'correct horse battery';
const used: Rig[] = [];
afterEach(async () => {
  for (const one of used.splice(0)) await one.dispose();
});
const make = async (): Promise<Rig> => {
  const made = await rig();
  used.push(made);
  return made;
};
describe('carrying unsent work to another computer', () => {
  it('brings it in as one gesture with the values it started from, once', async () => {
    const [here, there] = [await make(), await make()];
    const [a = '', b = ''] = here.ids;
    valueOf(here.type('userDefined1', { [a]: 'one', [b]: 'two' }, 'First'));
    valueOf(here.type('userDefined2', { [a]: 'three' }, 'Second'));
    // Somebody changed the same field since: found on the other computer before anything is sent.
    there.sandbox.control.remoteEdit('contractAssignments', b, { userDefined1: 'theirs' });
    const file = valueOf(await transferOf(here).exportUnsent(passphrase));
    expect(file.operations).toBe(3);
    expect(Buffer.from(file.data).includes('one')).toBe(false);

    const brought = valueOf(transferOf(there).importUnsent(passphrase, file.data));
    expect(brought).toMatchObject({ staged: 3, unchanged: 0, refusedCount: 0 });
    expect(brought.batchId).not.toBeNull();
    expect(there.shown(a, 'userDefined1')).toBe('one');
    expect(valueOf(transferOf(there).importUnsent(passphrase, file.data))).toMatchObject({
      batchId: null,
      staged: 0,
      unchanged: 3,
    });
    there.outbox.start();
    await there.drained();
    expect(there.held(a, 'userDefined1')).toBe('one');
    expect(there.held(a, 'userDefined2')).toBe('three');
    expect(there.held(b, 'userDefined1')).toBe('theirs');
    expect(there.outbox.counts().byState.conflict).toBe(1);
    // Still here as well.
    expect(here.outbox.counts().unsent).toBe(2);
  });

  it('keeps back there what was kept back here', async () => {
    const [here, there] = [await make(), await make()];
    const [a = '', b = ''] = here.ids;
    valueOf(here.type('userDefined1', { [a]: 'held' }));
    valueOf(here.outbox.hold(here.store.operations.live({ offset: 0, limit: 1 }).map(({ id }) => id)));
    valueOf(here.type('userDefined1', { [b]: 'goes' }));
    const file = valueOf(await transferOf(here).exportUnsent(passphrase));
    valueOf(transferOf(there).importUnsent(passphrase, file.data));
    there.outbox.start();
    await there.drained();
    expect(there.outbox.counts().byState.held).toBe(1);
    expect(there.held(b, 'userDefined1')).toBe('goes');
    expect(there.held(a, 'userDefined1')).not.toBe('held');
  });

  it('looks first at what may have been sent before it travelled', async () => {
    const [here, there] = [await make(), await make()];
    const [a = ''] = here.ids;
    valueOf(here.type('userDefined1', { [a]: 'once' }));
    const [operation] = here.store.operations.live({ offset: 0, limit: 1 });
    here.store.operations.update(operation?.id ?? '', { state: 'sending' });
    const file = valueOf(await transferOf(here).exportUnsent(passphrase));
    there.sandbox.control.remoteEdit('contractAssignments', a, { userDefined1: 'once' });
    valueOf(transferOf(there).importUnsent(passphrase, file.data));
    expect(there.outbox.counts().byState.unknown).toBe(1);
    there.outbox.start();
    await there.drained();
    expect(there.effects()).toHaveLength(0);
    expect(there.outbox.counts().unsent).toBe(0);
  });

  it('brings in what was made new, with what hangs on it, and makes it once', async () => {
    const [here, there] = [await make(), await make()];
    makeChain(here, 'Acme Travel Life', 2, 3);
    const { data, operations } = valueOf(await transferOf(here).exportUnsent(passphrase));
    expect(operations).toBe(7);

    expect(valueOf(transferOf(there).importUnsent(passphrase, data))).toMatchObject({ refusedCount: 0 });
    expect(atOnce(there.outbox.plan(undefined)).records).toBe(7);
    there.outbox.start();
    await there.drained();
    await there.until(() => there.outbox.counts().unsent === 0, 'the chain');
    const made = there.sandbox.control
      .records('carriers', 0, 1_000)
      .filter(({ name }) => name === 'Acme Travel Life');
    expect(made).toHaveLength(1);
    expect(there.effects()).toHaveLength(7);
    expect(valueOf(transferOf(there).importUnsent(passphrase, data))).toMatchObject({ batchId: null });
    const [batch] = there.store.operations.batches(0, 1);
    expect(valueOf(there.outbox.reversePreview(batch?.id ?? ''))).toMatchObject({
      reversible: 0,
      cannotCount: 7,
    });
  });

  it('refuses another environment or host, and names records that are not here', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [r.ids[0] ?? '']: 'x' }));
    const { data } = valueOf(await transferOf(r).exportUnsent(passphrase));
    for (const other of [
      { environment: 'production' as const },
      { id: 'other', baseUrl: 'https://api.agentsync.io' },
    ]) {
      const refused = transferOf(r, other).importUnsent(passphrase, data);
      expect(refused).toMatchObject({ ok: false, error: { code: 'other-connection' } });
    }
    // The same host under the id another computer gave it.
    expect(
      transferOf(r, { id: 'elsewhere', baseUrl: 'http://127.0.0.1:1/' }).importUnsent(passphrase, data).ok,
    ).toBe(true);
    const content: unknown = JSON.parse(valueOf(unseal(data, passphrase)));
    const text = JSON.stringify(content)
      .replaceAll(r.ids[0] ?? '', 'nobody')
      .replaceAll(r.store.operations.live({ offset: 0, limit: 1 })[0]?.id ?? '', 'another-id');
    expect(valueOf(transferOf(r).importUnsent(passphrase, seal(text, passphrase)))).toMatchObject({
      batchId: null,
      refusedCount: 1,
      refused: [{ id: 'nobody', expected: expect.stringMatching(/Sync first/) }],
    });
  });
});

describe('hostile files', () => {
  it('that would change what is only read are refused for that reason, and stage nothing', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [r.ids[0] ?? '']: 'x' }));
    const { data } = valueOf(await transferOf(r).exportUnsent(passphrase));
    const text = valueOf(unseal(data, passphrase))
      .replaceAll('"contractAssignment"', '"licence"')
      .replaceAll(r.store.operations.live({ offset: 0, limit: 1 })[0]?.id ?? '', 'another-id');
    const before = r.store.operations.countByState();
    expect(valueOf(transferOf(r).importUnsent(passphrase, seal(text, passphrase)))).toMatchObject({
      batchId: null,
      refusedCount: 1,
      refused: [{ expected: expect.stringMatching(/NIPR/) }],
    });
    expect(r.store.operations.countByState()).toEqual(before);
  });

  const code = (data: Uint8Array, words = passphrase): string => {
    const opened = unseal(data, words);
    return opened.ok ? 'opened' : opened.error.code;
  };

  it('tells a wrong passphrase, a cut file, a strange one and a newer one', () => {
    const file = seal('{"a":1}', passphrase);
    expect(code(file)).toBe('opened');
    expect(code(file, 'another passphrase')).toBe('wrong-passphrase');
    expect(code(file.slice(0, 40))).toBe('not-an-unsent-file');
    expect(code(file.slice(0, -1))).toBe('wrong-passphrase');
    expect(code(new Uint8Array(0))).toBe('not-an-unsent-file');
    expect(code(new TextEncoder().encode('x'.repeat(500)))).toBe('not-an-unsent-file');
    expect(code(new Uint8Array(mostFileBytes + 1))).toBe('unsent-file-too-large');
    const newer = Uint8Array.from(file);
    newer[13] = 2;
    expect(code(newer)).toBe('unsent-file-newer');
    const bent = Uint8Array.from(file);
    bent[20] = (bent[20] ?? 0) ^ 1;
    expect(code(bent)).toBe('wrong-passphrase');
  });

  it('opens nothing that unpacks to more than fits', () => {
    expect(code(seal('0'.repeat(260 * 1_048_576), passphrase))).toBe('not-an-unsent-file');
  });

  it('brings in nothing of a content that is not ours', async () => {
    const r = await make();
    for (const text of ['', 'null', '{"format":"upline-unsent","version":1,"operations":[{}]}'])
      expect(transferOf(r).importUnsent(passphrase, seal(text, passphrase))).toMatchObject({
        ok: false,
        error: { code: 'unsent-file-damaged' },
      });
    expect(r.outbox.counts().unsent).toBe(0);
  });
});

describe('carrying invitations', () => {
  const invitation = {
    email: 'jane@example.com',
    firstName: 'Jane',
    lastName: 'Smith',
    inviterFirstName: 'Ada',
    inviterLastName: 'Office',
    inviterEmail: 'ada@agency.example',
  };

  it('holds them on the other computer, and says of one that may have gone out that it may', async () => {
    const [here, there] = [await make(), await make()];
    valueOf(here.outbox.setOrganization('own'));
    const [level] = here.sandbox.control.records('commissionLevels', 0, 1);
    const chain = makeChain(here, 'Travel Life', 1, 1);
    makeRecord(here, 'invitation', {
      ...invitation,
      npn: '70000001',
      commissionLevelIds: [String(level?.id)],
    });
    makeRecord(here, 'invitation', { ...invitation, npn: '90000000', assignmentIds: [...chain.assignments] });
    const [first] = here.outbox
      .list({ offset: 0, limit: 500 })
      .items.filter(({ collection }) => collection === 'invitation');
    here.store.transaction('gesture', () =>
      here.store.operations.update(first?.operationIds[0] ?? '', { state: 'unknown', sentAt: 1 }),
    );
    const file = valueOf(await transferOf(here).exportUnsent(passphrase));

    const brought = valueOf(transferOf(there).importUnsent(passphrase, file.data));
    expect(brought.refused).toEqual([]);
    const items = there.outbox
      .list({ offset: 0, limit: 500 })
      .items.filter(({ collection }) => collection === 'invitation');
    expect(items.map(({ state, uncertain }) => [state, uncertain])).toEqual([
      ['held', true],
      ['held', false],
    ]);
    expect(items[0]?.reason).toContain('may have gone out from the computer it was brought from');
    expect(items[1]?.waitsFor.length).toBeGreaterThan(0);
    there.outbox.start();
    await there.until(() => there.outbox.counts().unsent === 2, 'the chain sent');
    expect(there.sandbox.control.mails()).toEqual([]);
    valueOf(there.outbox.setOrganization('own'));
    valueOf(there.outbox.send(undefined, true, 2));
    await there.until(() => there.outbox.counts().unsent === 0, 'all sent');
    expect(there.sandbox.control.mails().map(({ npn }) => npn)).toEqual(['70000001', '90000000']);
  });
});
