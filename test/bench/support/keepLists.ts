import { statSync } from 'node:fs';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { profilePlaces } from '../../../main/shell/profile.ts';
import { question } from './askEngine.ts';
import type { ManyAssignments } from './manyAssignments.ts';

const megabyte = 1_000_000;

/** What a program does with the list of assignments that is left alone for some seconds. Sizes of the file in MB. */
export function keepLists(
  { key }: ManyAssignments,
  profile: string,
): { readonly file: number; readonly kept: number } {
  const file = profilePlaces(profile).database('practice');
  const before = statSync(file).size;
  const opened = openStore({ readServerCopy, file, key });
  if (!opened.ok) throw new Error(opened.error.message);
  const { collection, columns } = question({});
  const query = { collection, columns, sort: [], filters: [], search: '' };
  atOnce(opened.value.views.prepare(query, 'list'));
  atOnce(opened.value.views.keep(query));
  opened.value.close();
  return { file: before / megabyte, kept: (statSync(file).size - before) / megabyte };
}
