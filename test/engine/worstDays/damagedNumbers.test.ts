import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { integerAt } from '../../../main/engine/store/cells.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { prepareRaw } from '../../../main/engine/store/sqlite.ts';
import type { Connection } from '../../../main/engine/store/sqlite.ts';
import { createRescuedWork, pickUpRescued } from '../../../main/engine/transfer/rescued.ts';
import type { RescuedWork } from '../../../main/engine/transfer/rescued.ts';
import { item } from '../outbox/createSupport.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { pageBytes } from './damagedSupport.ts';

const ssn = '518275546';
const account = '918273645546';
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const used: Rig[] = [];
afterEach(async () => {
  for (const one of used.splice(0)) await one.dispose();
});

async function profileRig(): Promise<Rig> {
  const made = await rig({ producerProfile: noOverride });
  used.push(made);
  return made;
}

const personOf = (r: Rig): string =>
  r.store.mirror
    .ids('producer', null, 100)
    .find((id) => r.store.mirror.get('producer', id)?.effective['type'] === 'INDIVIDUAL') ?? '';
const accountOf = (r: Rig): string => r.store.mirror.ids('bankAccount', null, 1)[0] ?? '';

/** Types both numbers, each with another field beside it, and stops in good order. Answers the file as bytes. */
async function typed(r: Rig): Promise<Buffer> {
  valueOf(
    r.outbox.stage('producer', 'New SSN', [
      { recordId: personOf(r), field: 'ssnLast4', input: { typed: '518-27-5546' } },
      { recordId: personOf(r), field: 'title', input: { typed: 'Branch principal' } },
    ]),
  );
  valueOf(
    r.outbox.stage('bankAccount', 'New account number', [
      { recordId: accountOf(r), field: 'number', input: { typed: account } },
      { recordId: accountOf(r), field: 'nickname', input: { typed: 'Overrides' } },
    ]),
  );
  await r.outbox.stop();
  // Opening and closing it puts the log into the file, as an orderly end does.
  const copy = copyOf(r);
  reading(copy, r.key, () => undefined);
  return readFileSync(copy);
}

function copyOf(r: Rig): string {
  const copy = path.join(path.dirname(r.file), 'copy.db');
  for (const tail of ['', '-wal'])
    if (existsSync(`${r.file}${tail}`)) copyFileSync(`${r.file}${tail}`, `${copy}${tail}`);
  return copy;
}

function reading<T>(file: string, key: Uint8Array, read: (connection: Connection) => T): T {
  const opened = valueOf(openDatabase({ file, key }));
  try {
    return read(opened);
  } finally {
    opened.close();
  }
}

function rootPage(r: Rig, table: string): number {
  return reading(copyOf(r), r.key, (connection) =>
    integerAt(prepareRaw(connection, 'SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table), 0),
  );
}

const without = (bytes: Buffer, page: number): Buffer =>
  Buffer.from(bytes).fill(0xa5, (page - 1) * pageBytes, page * pageBytes);

/** A second computer's database takes the place of the damaged one. */
function pickUp(r: Rig, from: Rig, damaged: Buffer): RescuedWork {
  const folder = path.join(path.dirname(r.file), 'damaged-2026-03-02T09-00-00');
  mkdirSync(folder);
  writeFileSync(path.join(folder, path.basename(r.file)), damaged);
  pickUpRescued(
    r.store,
    { file: r.file, key: from.key },
    {
      exportedAt: r.clock.now(),
      actor: 'tester',
      connection: { id: 't', name: 'T', environment: 'practice', baseUrl: 'http://127.0.0.1:1' },
    },
    { write: (level, message) => r.logged.push(`${level} ${message}`) },
  );
  return createRescuedWork(r.store, r.outbox, () => undefined);
}

/** Every text in the file, decrypted. */
function everything(r: Rig): string {
  return reading(copyOf(r), r.key, (connection) =>
    prepareRaw(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .flatMap(([name]) => prepareRaw(connection, `SELECT * FROM "${String(name)}"`).all())
      .map((row) =>
        row.map((cell) => (Buffer.isBuffer(cell) ? cell.toString('latin1') : String(cell))).join(' '),
      )
      .join('\n'),
  );
}

describe('numbers typed before the file was damaged', () => {
  it.each([
    ['a page of changes', (here: Rig, whole: Buffer) => without(whole, rootPage(here, 'operation_target'))],
    ['the head of the file', (_here: Rig, whole: Buffer) => without(whole, 1)],
  ])('come over although %s is destroyed: sealed again, sent, and gone', async (_what, damage) => {
    const [here, there] = [await profileRig(), await profileRig()];
    const damaged = damage(here, await typed(here));
    const rescued = pickUp(there, here, damaged);
    expect(rescued.waiting()).toMatchObject({ changes: 2 });
    for (const number of [ssn, account]) expect(everything(there)).not.toContain(number);
    expect(valueOf(rescued.bringIn())).toMatchObject({ staged: 4, refusedCount: 0 });
    there.outbox.start();
    // What was chosen about sending may not be known, and then nothing leaves by itself.
    valueOf(there.outbox.send(undefined));
    await there.drained();
    const person = there.sandbox.control.record('producers', personOf(there));
    expect(person?.['individual']).toMatchObject({ ssnDigest: digestOf(ssn), title: 'Branch principal' });
    expect(there.sandbox.control.record('bankAccounts', accountOf(there))).toMatchObject({
      numberDigest: digestOf(account),
      nickname: 'Overrides',
    });
    for (const number of [ssn, account]) expect(everything(there)).not.toContain(number);
  });

  it('that cannot be read are asked for by record and field, and nothing else is lost', async () => {
    const [here, there] = [await profileRig(), await profileRig()];
    const damaged = without(await typed(here), rootPage(here, 'sealed_value'));
    const rescued = pickUp(there, here, damaged);
    expect(valueOf(rescued.bringIn())).toMatchObject({ staged: 4, refusedCount: 0 });
    expect(rescued.waiting()).toBeNull();
    for (const [id, words] of [
      [personOf(there), 'The SSN must be typed again: it could not be read from the damaged file.'],
      [
        accountOf(there),
        'The account number must be typed again: it could not be read from the damaged file.',
      ],
    ] as const) {
      expect(item(there, id).state).toBe('refused');
      expect(item(there, id).reason).toContain(words);
    }
    valueOf(
      there.outbox.stage('producer', 'New SSN', [
        { recordId: personOf(there), field: 'ssnLast4', input: { typed: ssn } },
      ]),
    );
    there.outbox.start();
    valueOf(there.outbox.send(undefined));
    await there.drained();
    const person = there.sandbox.control.record('producers', personOf(there));
    expect(person?.['individual']).toMatchObject({ ssnDigest: digestOf(ssn), title: 'Branch principal' });
  });

  it('end with the work that a person leaves behind', async () => {
    const [here, there] = [await profileRig(), await profileRig()];
    const rescued = pickUp(there, here, without(await typed(here), 1));
    const sealed = (): number =>
      reading(copyOf(there), there.key, (connection) =>
        integerAt(prepareRaw(connection, 'SELECT count(*) FROM sealed_value').get(), 0),
      );
    expect(sealed()).toBe(4);
    valueOf(rescued.leave());
    expect(sealed()).toBe(0);
  });
});
