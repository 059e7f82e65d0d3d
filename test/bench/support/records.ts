import type { ContractingCollection } from '../../../domain/fields.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import type { IncomingRecord, Store } from '../../../main/engine/store/api.ts';
import { makeLookups } from '../../../sandbox/data/lookups.ts';
import { seedNumber } from '../../../sandbox/data/random.ts';
import { startSandbox } from '../../../sandbox/index.ts';

const names = {
  carrier: 'carriers',
  product: 'products',
  commissionLevel: 'commissionLevels',
  contractAssignment: 'contractAssignments',
} as const satisfies Readonly<Record<ContractingCollection, string>>;

export type Records = Readonly<Record<ContractingCollection, readonly IncomingRecord[]>>;

/** The practice data of an agency with so many assignments, as the connector would hand it over. */
export async function practiceRecords(assignments: number): Promise<Records> {
  const sandbox = await startSandbox({ size: { assignments, carriers: 80 } });
  const of = (collection: ContractingCollection): readonly IncomingRecord[] =>
    sandbox.control
      .records(names[collection], 0, assignments + 10_000)
      .map((row) => ({ id: row.id, values: readServerCopy(collection, row), server: row }));
  const records: Records = {
    carrier: of('carrier'),
    product: of('product'),
    commissionLevel: of('commissionLevel'),
    contractAssignment: of('contractAssignment'),
  };
  await sandbox.close();
  return records;
}

/** Applies a collection the way a pass does: so many records in a transaction, the log moved in between. */
export function applyAll(
  store: Store,
  collection: ContractingCollection,
  records: readonly IncomingRecord[],
  perTransaction: number,
): void {
  for (let from = 0; from < records.length; from += perTransaction) {
    const some = records.slice(from, from + perTransaction);
    store.transaction('mirror', () => store.mirror.applyPage(collection, some, { pass: 1, now: 1 }));
    store.checkpoint();
  }
}

/** The reference values that the practice data refers to. */
export function applyLookups(store: Store): void {
  const { assignmentStatuses, annualizations } = makeLookups(seedNumber(1));
  const kinds = { assignmentStatus: assignmentStatuses, annualization: annualizations };
  for (const kind of ['assignmentStatus', 'annualization'] as const) {
    const values = kinds[kind].map((row) => ({
      kind,
      id: row.id,
      name: textOf(row['name']),
      description: kind === 'assignmentStatus' ? textOf(row['description']) : null,
      server: {},
    }));
    store.transaction('mirror', () => store.lookups.applyAll(kind, values, { pass: 1, now: 1 }));
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
