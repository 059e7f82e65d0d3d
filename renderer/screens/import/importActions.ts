import type { Importable } from '../../../domain/import/columnMapping.ts';
import type { ReadOptions } from '../../../domain/import/sourceTable.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { counted } from '../../state/format.ts';
import { tellFailure } from '../../state/messages.ts';
import { saveText } from '../../state/saveFile.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { nameKey, planOf, takePreview, useImport } from './importStore.ts';

/** Between two looks at how far the reading is, in milliseconds. */
const lookAgain = 80;

/** The most that a file may weigh: the engine takes it whole. */
const mostBytes = 64 * 1_048_576;

/** Opens a table and follows its reading. */
export async function openTable(
  engine: EngineClient,
  name: string,
  data: Uint8Array | string,
): Promise<void> {
  const before = useImport.getState().importId;
  useImport.setState({ step: 'source', reading: 0, failure: null, preview: null, name, options: {} });
  if (before !== '') await engine.call('import.close', { importId: before });
  const opened = await engine.call('import.open', {
    name,
    data: typeof data === 'string' ? data : new Uint8Array(data),
  });
  if (!opened.ok) return useImport.setState({ reading: null, failure: opened.error });
  const { importId } = opened.value;
  useImport.setState({ importId });
  await follow(engine, importId);
}

/** A file that was chosen by the person in this window, or dropped onto it. */
export async function openFile(engine: EngineClient, file: File): Promise<void> {
  if (file.size <= mostBytes) return openTable(engine, file.name, new Uint8Array(await file.arrayBuffer()));
  useImport.setState({
    reading: null,
    failure: {
      code: 'file-too-large',
      message: `This file is larger than ${mostBytes / 1_048_576} MB. Nothing was brought in. Split it, or leave out columns that are not needed.`,
    },
  });
}

/** Asks for a file with the system's dialog. */
export async function chooseTable(engine: EngineClient): Promise<void> {
  const answer = await window.upline.call('shell.open-file', { kind: 'table' });
  if (!answer.ok) return useImport.setState({ failure: answer.error });
  const file = answer.value;
  if (file !== null) await openTable(engine, file.name, new Uint8Array(file.data));
}

/** Reads the same table in another encoding, with another separator, or another sheet. */
export async function readAgain(engine: EngineClient, change: ReadOptions): Promise<void> {
  const { importId, options } = useImport.getState();
  const wanted = { ...options, ...change };
  useImport.setState({ options: wanted, reading: 0 });
  const answer = await engine.call('import.read-again', { importId, options: wanted });
  if (!answer.ok) return useImport.setState({ reading: null, failure: answer.error, step: 'source' });
  await follow(engine, importId);
}

async function follow(engine: EngineClient, importId: string): Promise<void> {
  for (;;) {
    const answer = await engine.call('import.state', { importId });
    // Another table has taken its place.
    if (useImport.getState().importId !== importId) return;
    if (!answer.ok) return useImport.setState({ reading: null, failure: answer.error, step: 'source' });
    const state = answer.value;
    if (state.phase === 'failed')
      return useImport.setState({ reading: null, failure: state.failure, preview: null, step: 'source' });
    if (state.phase === 'read') return takePreview(state.preview);
    useImport.setState({ reading: state.rows });
    await new Promise((resolve) => setTimeout(resolve, lookAgain));
  }
}

/** Says where the headings are, or what the rows become. */
export async function arrange(
  engine: EngineClient,
  change: { readonly heading?: number | null; readonly collection?: Importable },
): Promise<void> {
  const { importId, preview } = useImport.getState();
  if (preview === null) return;
  const { heading, collection } = { heading: preview.heading, collection: preview.collection, ...change };
  const answer = await engine.call('import.arrange', { importId, heading, collection });
  if (answer.ok) takePreview(answer.value);
  else tellFailure(answer.error);
}

/** From the columns to the names that nobody knows here, or straight to the check where there are none. */
export async function toNames(engine: EngineClient): Promise<void> {
  const state = useImport.getState();
  const answer = await engine.call('import.names', { importId: state.importId, plan: planOf(state) });
  if (!answer.ok) return tellFailure(answer.error);
  const { names, more } = answer.value;
  const chosen = new Map(state.chosen);
  for (const name of names) {
    const { field, context, text, chosen: before } = name;
    if (before !== null && !chosen.has(nameKey(name)))
      chosen.set(nameKey(name), { field, context, text, id: before.value, label: before.label });
  }
  useImport.setState({ names, moreNames: more, chosen });
  if (names.length === 0) await check(engine);
  else useImport.setState({ step: 'names' });
}

/** Tries the table out to its end; nothing is changed by it. */
export async function check(engine: EngineClient): Promise<void> {
  const state = useImport.getState();
  const { importId } = state;
  useImport.setState({ step: 'check', checked: 0, report: null, failure: null });
  const started = await engine.call('import.check', { importId, plan: planOf(state) });
  if (!started.ok) return useImport.setState({ failure: started.error });
  for (;;) {
    const answer = await engine.call('import.check-on', { importId });
    const now = useImport.getState();
    if (now.importId !== importId || now.step !== 'check') return;
    if (!answer.ok) return useImport.setState({ failure: answer.error });
    useImport.setState({ checked: answer.value.done, report: answer.value.report });
    if (answer.value.report !== null) return;
  }
}

/** Stages what the check calls create and update, as one gesture. */
export async function stage(engine: EngineClient): Promise<void> {
  const { importId, name, report, purpose, carrier } = useImport.getState();
  if (report === null) return;
  const { create } = report.counts;
  const label =
    purpose === 'writing-numbers' ? `Writing numbers of ${carrier?.label ?? 'a carrier'}` : `Import ${name}`;
  const answer = await stageAsking(
    (warned) =>
      engine.call('import.stage', {
        importId,
        label: label.slice(0, 200),
        ...(warned === undefined ? {} : { warned }),
      }),
    // New records are made all together or not at all.
    { leaveOut: create === 0 },
  );
  if (answer === null) return;
  if (answer.ok) useImport.setState({ staged: answer.value, step: 'done' });
  else tellFailure(answer.error);
}

/** Keeps the blocked rows as a file, with their reasons. */
export async function saveBlocked(engine: EngineClient): Promise<void> {
  const { importId } = useImport.getState();
  await saveText(engine.call('import.blocked-rows', { importId }));
}

/** `2 new and 5 changed records`. */
export function stageWords(create: number, update: number): string {
  if (create === 0) return counted(update, 'changed record');
  if (update === 0) return counted(create, 'new record');
  return `${create.toLocaleString('en-US')} new and ${update.toLocaleString('en-US')} changed records`;
}
