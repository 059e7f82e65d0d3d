import { findingSides, findingsOf } from '../../../domain/commissionGrid/findings.ts';
import type { FindingSide } from '../../../domain/commissionGrid/findings.ts';
import type { GridLevel } from '../../../domain/commissionGrid/grid.ts';
import { mostGridLevels } from '../../../domain/commissionGrid/plan.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { ReadGrid, ReadGridLevel, ReadGridProduct } from '../../../preload/contract.ts';
import { idNow } from '../outbox/names.ts';
import type { GridRecord, Store } from '../store/api.ts';

/** Findings named one by one; all of them are counted. */
const mostFindings = 500;

/** A carrier's grid as it is on this computer, staged work included, with its gaps and overlaps. */
export function readGrid(store: Store, asked: string): Result<ReadGrid> {
  const carrierId = idNow(store, asked);
  const carrier = store.mirror.get('carrier', carrierId);
  if (carrier === null) {
    return fail({
      code: 'record-not-found',
      message:
        'This carrier is not on this computer. It may have been removed at AgentSync; sync to be sure.',
      remedy: 'retry',
    });
  }
  const levels = store.commissionGrid.levels(carrierId, mostGridLevels + 1);
  if (levels.length > mostGridLevels) {
    return fail({
      code: 'grid-too-large',
      message: `This carrier has more than ${mostGridLevels} commission levels: too many to lay out or to check as a whole. The sheet shows and edits all of them.`,
    });
  }
  const grid = {
    carrier: { name: textOf(carrier.effective, 'name'), states: statesOf(carrier.effective) },
    products: store.commissionGrid.products(carrierId).map((record) => productOf(store, record)),
    levels: levels.map(readLevel),
  };
  const findings = findingsOf(grid);
  const counts: Record<FindingSide, number> = { overlap: 0, gap: 0, other: 0 };
  for (const side of findingSides) counts[side] = findings.filter((one) => one.side === side).length;
  return ok({ ...grid, findings: findings.slice(0, mostFindings), counts });
}

function productOf(store: Store, { id, values }: GridRecord): ReadGridProduct {
  return {
    id,
    name: textOf(values, 'name') || 'Product without a name',
    states: statesOf(values),
    annualization: store.views.label('product', 'annualizationId', values['annualizationId'] ?? null),
  };
}

function readLevel(record: GridRecord): ReadGridLevel {
  return { ...levelOf(record.id, record.values), state: record.state };
}

/** A level of the grid from the values of a record, or of one that is to be made. */
export function levelOf(id: string, values: FieldValues): GridLevel {
  const optional = (field: string): string | null => textOf(values, field) || null;
  return {
    id,
    productId: textOf(values, 'productId'),
    name: textOf(values, 'name') || 'Level without a name',
    type: optional('type'),
    firstYearValue: optional('firstYearValue'),
    level: optional('level'),
    states: statesOf(values),
  };
}

/** A field's text; empty where the value is unknown, empty or no text. */
export function textOf(values: FieldValues, field: string): string {
  const value = values[field];
  return typeof value === 'string' ? value : '';
}

function statesOf(values: FieldValues): readonly string[] {
  const value = values['administrativeDivisions'];
  return typeof value === 'object' && value !== null ? value : [];
}
