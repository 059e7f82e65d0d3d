import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { columns } from './askEngine.ts';
import { copyOf } from './manyAssignments.ts';
import type { ManyAssignments } from './manyAssignments.ts';

const rowsOfLine = 5_000;

/**
 * A file beside the database with what its rows read, for programs that have no engine: a line is the JSON of
 * five thousand rows, each a list of texts in the order of `columns`.
 */
export function rowTexts(many: ManyAssignments, folder: string): string {
  const file = path.join(path.dirname(many.file), 'rows.jsonl');
  if (existsSync(file)) return file;
  const copy = path.join(folder, 'texts.db');
  copyOf(many, copy);
  const opened = openStore({ readServerCopy, file: copy, key: Buffer.from(many.key) });
  if (!opened.ok) throw new Error(opened.error.message);
  const { views } = opened.value;
  const query = { collection: 'contractAssignment', columns, sort: [], filters: [], search: '' } as const;
  const order = views.order(query);
  const making = `${file}.making`;
  const out = openSync(making, 'w');
  for (let from = 0; from < order.length; from += rowsOfLine) {
    const rows = views.rows(query, [...order.subarray(from, from + rowsOfLine)]);
    writeSync(out, `${JSON.stringify(rows.map(({ cells }) => cells))}\n`);
  }
  closeSync(out);
  opened.value.close();
  renameSync(making, file);
  return file;
}

/** One column of that file. */
export function textsOf(file: string, field: string): readonly string[] {
  const column = columns.indexOf(field);
  const texts: string[] = [];
  const bytes = readFileSync(file);
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from);
    const rows: unknown = JSON.parse(bytes.toString('utf8', from, end));
    if (Array.isArray(rows))
      for (const row of rows) texts.push(Array.isArray(row) ? String(row[column]) : '');
    from = end + 1;
  }
  return texts;
}
