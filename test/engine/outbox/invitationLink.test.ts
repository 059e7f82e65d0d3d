import { copyFileSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { unseal } from '../../../main/engine/transfer/seal.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { make, tray } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { transferOf } from './transferSupport.ts';

let r: Rig;
afterEach(() => r.dispose());

/** Every value of every table, by table. */
function everything(file: string, key: Uint8Array): ReadonlyMap<string, string> {
  const opened = openDatabase({ file, key });
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value;
  const names = db
    .prepare<[], { readonly name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => name);
  const found = new Map(
    names.map((name) => [name, JSON.stringify(db.prepare(`SELECT * FROM ${name}`).all())]),
  );
  db.close();
  return found;
}

it('keeps the link in one table of the encrypted file and nowhere else, and audits that it was shown', async () => {
  r = await rig();
  valueOf(r.outbox.setOrganization('own'));
  r.outbox.start();
  const [level] = r.sandbox.control.records('commissionLevels', 0, 1);
  const id = make(r, 'invitation', {
    npn: '70000001',
    email: 'jane@example.com',
    firstName: 'Jane',
    lastName: 'Smith',
    inviterFirstName: 'Ada',
    inviterLastName: 'Office',
    inviterEmail: 'ada@agency.example',
    commissionLevelIds: [String(level?.id)],
  });
  expect(r.outbox.invitationLink(id)).toMatchObject({ ok: false, error: { code: 'no-link' } });
  valueOf(r.outbox.send(undefined, true, 1));
  await r.until(() => tray(r).length === 0, 'sent');
  const audited = r.store.audit.count();
  const { link } = valueOf(r.outbox.invitationLink(id));
  const secret = /tokens\/([^/]+)\/verify$/.exec(link)?.[1] ?? '';
  expect(secret.length).toBeGreaterThan(10);
  expect(r.store.audit.count()).toBe(audited + 1);

  const audit = createAuditReader(r.store);
  const transfer = transferOf(r);
  const [receipt] = r.outbox.receipts(0, 1);
  const batchId = receipt?.batchId ?? '';
  const said = JSON.stringify([
    audit.list({ offset: 0, limit: 500 }),
    atOnce(audit.csv()),
    r.outbox.receipts(0, 10),
    valueOf(r.outbox.receipt(batchId, 0, 10)),
    atOnce(valueOf(r.outbox.receiptCsv(batchId, 'all'))),
    unseal(valueOf(await transfer.exportUnsent('correct horse battery')).data, 'correct horse battery'),
    atOnce(r.outbox.requests(r.store.operations.ofBatch(batchId).map((operation) => operation.id))),
    r.store.mirror.get('invitation', r.store.operations.nameOf(id) ?? ''),
    r.logged,
  ]);
  expect(said).toContain('jane@example.com');
  expect(said).toContain('The link of an invitation was shown');
  expect(said).not.toContain(secret);
  const search = {
    collection: 'invitation',
    columns: ['npn', 'email', 'status'],
    sort: [],
    filters: [],
  } as const;
  expect(r.store.views.order({ ...search, search: 'jane' })).toHaveLength(1);
  expect(r.store.views.order({ ...search, search: secret.slice(0, 12) })).toHaveLength(0);

  await r.outbox.stop();
  const copy = `${r.file}.copy`;
  copyFileSync(r.file, copy);
  copyFileSync(`${r.file}-wal`, `${copy}-wal`);
  expect(readFileSync(copy).includes(secret) || readFileSync(`${copy}-wal`).includes(secret)).toBe(false);
  const holding = [...everything(copy, r.key)]
    .filter(([, text]) => text.includes(secret))
    .map(([name]) => name);
  expect(holding).toEqual(['invitation_link']);
});
