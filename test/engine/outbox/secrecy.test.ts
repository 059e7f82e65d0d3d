import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { unseal } from '../../../main/engine/transfer/seal.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { item, tryToMake } from './createSupport.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { profileRig } from './profileRig.ts';
import { digestOf, dump, subjects } from './secrecySupport.ts';
import type { Subject } from './secrecySupport.ts';
import { transferOf } from './transferSupport.ts';

const last4 = (text: string): string => `****${text.slice(-4)}`;

/** What people and files are shown, anywhere. */
function shown(r: Rig, { collection, field, beside, idOf }: Subject): string {
  const audit = createAuditReader(r.store);
  const receipts = r.outbox.receipts(0, 50);
  return JSON.stringify([
    r.outbox.list({ offset: 0, limit: 100 }),
    atOnce(r.outbox.requests(r.store.operations.live({ offset: 0, limit: 100 }).map(({ id }) => id))),
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
    const [request] = atOnce(r.outbox.requests(operationIds)).requests;
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
    const file = valueOf(await transferOf(here).exportUnsent('correct horse battery'));
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
