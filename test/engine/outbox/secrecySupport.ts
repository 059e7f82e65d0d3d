import { createHash } from 'node:crypto';
import { copyFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { asMasked } from '../../../domain/masking.ts';
import { isJsonObject, textOf } from '../../../sandbox/json.ts';
import type { JsonObject } from '../../../sandbox/json.ts';
import type { Rig } from './support.ts';

/** A field of which only the last four digits are known once it was sent. */
export interface Subject {
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

export const individual = (r: Rig, id: string): JsonObject => {
  const part = r.sandbox.control.record('producers', id)?.['individual'];
  return isJsonObject(part) ? part : {};
};

export const subjects: readonly (readonly [string, Subject])[] = [
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

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Everything in the file, decrypted: every column of every row of every table. */
export async function dump(r: Rig): Promise<string> {
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
