import { z } from 'zod';
import { tables } from '../../../main/engine/store/columns.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { prepareRaw } from '../../../main/engine/store/sqlite.ts';

/** The least a process with the database can do: it answers rows by rowid, one prepared SELECT each. */

const config = z
  .object({ databaseFile: z.string(), databaseKey: z.string(), columns: z.array(z.string()) })
  .parse(JSON.parse(process.argv[2] ?? ''));
const question = z.object({ id: z.number(), rowids: z.array(z.number()) });

const opened = openDatabase({ file: config.databaseFile, key: Buffer.from(config.databaseKey, 'hex') });
if (!opened.ok) throw new Error(opened.error.message);
const { name, columns } = tables.contractAssignment;
const wanted = columns
  .filter(({ field }) => config.columns.includes(field.name))
  .map((column) => column.name);
const select = prepareRaw(
  opened.value,
  `SELECT rowid, id, gone_at, change_state, ${wanted.join(', ')} FROM ${name} WHERE rowid = ?`,
);

const send = (data: unknown): void => {
  if (process.connected) process.send?.(data, () => undefined);
};
process.on('disconnect', () => process.exit(0));
process.on('message', (data) => {
  const { id, rowids } = question.parse(data);
  send({ id, rows: rowids.map((rowid) => select.get(rowid)) });
});
send({ id: 0, rows: [] });
