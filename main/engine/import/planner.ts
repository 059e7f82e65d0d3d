import { fieldOf } from '../../../domain/collections.ts';
import { idTarget } from '../../../domain/import/columnMapping.ts';
import type { FieldValue } from '../../../domain/fields.ts';
import type { RowIssue } from '../../../domain/import/issues.ts';
import type { SourceRow } from '../../../domain/import/sourceTable.ts';
import { isPersonal, maskedPersonal } from '../../../domain/personal.ts';
import { isNpn } from '../../../domain/npnFinder.ts';
import type { ImportPlan } from '../../../preload/contract/import.ts';
import { newFieldsOf } from '../outbox/newFields.ts';
import type { CellEdit } from '../outbox/api.ts';
import type { TableRow } from '../outbox/tableJudge.ts';
import type { Store } from '../store/api.ts';
import { createKnownRecords } from './knownRecords.ts';
import type { KnownRecords } from './knownRecords.ts';
import { createCarrierIndex, createMatching } from './matching.ts';
import type { CarrierAssignments, Match } from './matching.ts';
import type { Names } from './names.ts';
import { createRowReader, damageOf, isIdTarget } from './rowReader.ts';
import type { ReadRow } from './rowReader.ts';
import type { ArrangedSource } from './source.ts';

/** What a row asks for: changes to records, or why it cannot be used. */
export interface PlannedRow {
  readonly read: ReadRow;
  readonly wanted: readonly TableRow[];
  /** The same for rows that stand for the same record. */
  readonly keys: readonly string[];
  readonly issues: readonly RowIssue[];
}

/** Says of each row of a table which record it is about and what it asks of it. */
export interface Planner {
  /** Reads ahead what the next rows need. */
  prepare(rows: readonly SourceRow[]): void;
  plan(row: SourceRow): PlannedRow;
  /** Of a list of writing numbers: the carrier's assignments, to find those that are not in it. */
  readonly carrier: CarrierAssignments | null;
}

/** Works out, row by row, what a table asks for. Nothing is judged or written here. */
export function createPlanner(store: Store, source: ArrangedSource, plan: ImportPlan, names: Names): Planner {
  const read = createRowReader(source, plan);
  const { writingNumbersOf } = plan;
  if (writingNumbersOf !== null) {
    const carrier = createCarrierIndex(store)(writingNumbersOf);
    return { carrier, prepare: () => undefined, plan: (row) => planNumbers(read(row), carrier, plan) };
  }
  const targets = plan.columns.flatMap(({ target }) => target ?? []);
  const records = createKnownRecords(store, plan.collection, [...targets, 'npn', 'productId']);
  const match = createMatching(store, plan.collection, names, records);
  const inputs = createInputs(store, plan, names, records);
  const idColumn = plan.columns.find(({ target }) => target === idTarget)?.column;
  return {
    carrier: null,
    prepare(rows) {
      if (idColumn !== undefined)
        records.prepare([...new Set(rows.map((row) => source.text(row, idColumn).trim()))]);
    },
    plan(row) {
      const one = read(row);
      if (one.issues.length > 0) return { read: one, wanted: [], keys: [], issues: one.issues };
      const found = match(one);
      if (found.kind === 'issue') {
        const issues = one.suspects.size > 0 ? [...one.suspects.values()] : [found.issue];
        return { read: one, wanted: [], keys: [], issues };
      }
      const made = inputs(one, found);
      const key = found.kind === 'record' ? found.id : `new ${found.key}`;
      return { read: one, keys: [key], ...made };
    },
  };
}

/** One row of a carrier's list: every assignment of the producer with this carrier gets the number. */
function planNumbers(read: ReadRow, carrier: CarrierAssignments, plan: ImportPlan): PlannedRow {
  const nothing = { read, wanted: [], keys: [] };
  const broken = [...read.issues, ...read.suspects.values()];
  if (broken.length > 0) return { ...nothing, issues: broken };
  const npn = (read.texts.get('npn') ?? '').trim();
  const writingNumber = (read.texts.get('writingNumber') ?? '').trim();
  if (!isNpn(npn))
    return { ...nothing, issues: [read.issue('not-possible', 'npn', npn, 'An NPN: 1 to 15 digits.')] };
  if (writingNumber === '')
    return { ...nothing, issues: [read.issue('missing-value', 'writingNumber', '', 'A writing number.')] };
  const found = carrier.ofNpn(npn);
  if (found.length === 0)
    return {
      ...nothing,
      issues: [
        read.issue(
          'not-found',
          'npn',
          npn,
          'A producer with an assignment with this carrier on this computer.',
        ),
      ],
    };
  const issues = found.flatMap(
    (one) => damageOf(read, 'writingNumber', one.writingNumber, plan.accepted) ?? [],
  );
  if (issues.length > 0) return { ...nothing, issues: issues.slice(0, 1) };
  return {
    read,
    issues: [],
    keys: found.map(({ id }) => id),
    wanted: found.map(({ id }) => ({
      recordId: id,
      title: `NPN ${npn}`,
      inputs: { writingNumber: { typed: writingNumber } },
    })),
  };
}

/** Makes the cells of a row whose record is known, or is to be made. */
function createInputs(
  store: Store,
  plan: ImportPlan,
  names: Names,
  records: KnownRecords,
): (read: ReadRow, found: Exclude<Match, { kind: 'issue' }>) => Pick<PlannedRow, 'wanted' | 'issues'> {
  const { collection } = plan;
  const ofNew = new Set(newFieldsOf(collection).map(({ name }) => name));

  return (read, found) => {
    const record = found.kind === 'record' ? records.get(found.id) : null;
    const productId = found.kind === 'record' ? record?.effective['productId'] : found.values['productId'];
    const context = typeof productId === 'string' ? productId : '';
    const inputs: Record<string, CellEdit['input']> = {};
    const issues: RowIssue[] = [];
    if (found.kind === 'new')
      for (const [field, value] of Object.entries(found.values)) inputs[field] = { value };
    for (const [target, text] of read.texts) {
      if (target === idTarget) continue;
      // As it is here, down to its last blank: no typing of it would be truer.
      if (record !== null && isHeld(record.effective[target], text)) continue;
      const suspect = read.suspects.get(target);
      if (suspect !== undefined) {
        issues.push(suspect);
        continue;
      }
      if (isIdTarget(target)) {
        const current = record?.effective[target];
        const known = target === 'npn' && (found.kind === 'record' || isKnownNpn(store, text.trim()));
        const held = found.kind === 'new' ? null : typeof current === 'string' ? current : '';
        const damage = known ? null : damageOf(read, target, held, plan.accepted);
        if (damage !== null) issues.push(damage);
      }
      const editable =
        found.kind === 'new' ? ofNew.has(target) : fieldOf(collection, target)?.editable === true;
      if (!editable || (found.kind === 'new' && found.values[target] !== undefined)) continue;
      // A file that was written without personal values says nothing about them.
      if (text.trim() === maskedPersonal && isPersonal(collection, target)) continue;
      if (text.trim() === '' && (found.kind === 'new' || !plan.emptyClears)) continue;
      if (target === 'uplineContractAssignmentId') {
        const upline = uplineOf(store, text.trim(), context);
        if (upline === null)
          issues.push(
            read.issue(
              'not-found',
              target,
              text,
              'The NPN of a producer with an assignment of the same product.',
            ),
          );
        else inputs[target] = { value: upline };
        continue;
      }
      const options = names.options(target, context);
      const chosen =
        options === null ? null : names.chosen(target, target === 'commissionLevelId' ? context : '', text);
      inputs[target] = chosen === null ? { typed: text } : { value: chosen };
    }
    if (issues.length > 0) return { wanted: [], issues };
    const recordId = found.kind === 'record' ? found.id : null;
    return { wanted: [{ recordId, inputs, title: titleOf(read) }], issues };
  };
}

/** Whether a record holds just this text, or nothing where there is none. */
function isHeld(held: FieldValue | undefined, text: string): boolean {
  if (held === text) return true;
  const nothing =
    held === undefined || held === null || held === '' || (Array.isArray(held) && held.length === 0);
  return nothing && text.trim() === '';
}

function uplineOf(store: Store, npn: string, productId: string): string | null {
  return store.mirror.alike('contractAssignment', { npn, productId });
}

function isKnownNpn(store: Store, npn: string): boolean {
  return store.mirror.hasAssignments(npn) || store.producers.idOf(npn) !== null;
}

/** How a person recognises a row: by its NPN or name. */
export function titleOf({ row, texts }: ReadRow): string {
  const npn = (texts.get('npn') ?? '').trim();
  const name = (texts.get('name') ?? texts.get('producerName') ?? texts.get('producerId') ?? '').trim();
  if (npn !== '') return `NPN ${npn}`;
  return name === '' ? `Row ${row}` : name.slice(0, 100);
}
