import { nameKey, payWords } from '../../../domain/commissionGrid/grid.ts';
import type {
  LevelDifference,
  LevelPlan,
  LevelVerdict,
  PlannedLevel,
  WantedLevels,
} from '../../../domain/commissionGrid/plan.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { sameValue } from '../../../domain/merge.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { CellEdit } from '../outbox/api.ts';
import type { NewRecordValues } from '../outbox/createMany.ts';
import type { GridRecord, Store } from '../store/api.ts';
import { levelOf } from './reading.ts';
import { labelOf, levelFields, readWanted } from './wanted.ts';
import type { WantedLine, WantedProduct } from './wanted.ts';

/** A plan, and what it would write. */
export interface JudgedLevels {
  readonly plan: LevelPlan;
  readonly creates: readonly NewRecordValues[];
  /** The cells of levels that are there with other values. */
  readonly updates: readonly CellEdit[];
  /** Levels among those. */
  readonly updated: number;
}

/**
 * Works out from the local store alone what would become of every wanted level on every product. Fails as
 * `readWanted` does; everything else is an answer, level by level.
 */
export function judgeLevels(store: Store, asked: WantedLevels): Result<JudgedLevels> {
  const read = readWanted(store, asked);
  if (!read.ok) return read;
  const rows: PlannedLevel[] = [];
  const counts = { create: 0, same: 0, differs: 0, refused: 0 };
  const creates: NewRecordValues[] = [];
  const updates: CellEdit[] = [];
  for (const { product, lines } of read.value) {
    const own = byName(store.commissionGrid.levelsOf(product.id));
    const seen = new Set<string>();
    for (const line of lines) {
      const twins = own.get(nameKey(line.name)) ?? [];
      const verdict = verdictOf(store, { product, line, twins, repeated: seen.has(nameKey(line.name)) });
      seen.add(nameKey(line.name));
      counts[verdict.kind] += 1;
      const pay = payWords(levelOf('', line.values));
      rows.push({
        productId: product.id,
        product: product.title,
        name: line.name,
        pay,
        line: line.index,
        verdict,
      });
      if (verdict.kind === 'create') {
        const title = `${product.title} · ${line.name}`;
        creates.push({
          collection: 'commissionLevel',
          values: { productId: product.id, ...line.values },
          title,
        });
      }
      const [twin] = twins;
      if (verdict.kind === 'differs' && twin !== undefined) updates.push(...editsOf(twin, line.values));
    }
  }
  return ok({ plan: { rows, counts }, creates, updates, updated: counts.differs });
}

interface Question {
  readonly product: WantedProduct;
  readonly line: WantedLine;
  /** Levels of the product with this name. */
  readonly twins: readonly GridRecord[];
  /** Whether an earlier line has this name. */
  readonly repeated: boolean;
}

function verdictOf(store: Store, { product, line, twins, repeated }: Question): LevelVerdict {
  const obstacle = line.obstacle ?? product.obstacle;
  if (obstacle !== null) return { kind: 'refused', ...obstacle };
  const refused = (why: string): LevelVerdict => ({ kind: 'refused', label: labelOf('name'), why });
  if (repeated)
    return refused(
      `“${line.name}” is named twice. A product gets one level of a name: give one of them another name.`,
    );
  const same = twins.find((twin) => differencesOf(store, twin, line.values).length === 0);
  if (same !== undefined) return { kind: 'same', levelId: same.id, staged: isLocalId(same.id) };
  const [twin] = twins;
  if (twin === undefined) return { kind: 'create' };
  if (twins.length > 1)
    return refused(
      `The product has ${twins.length} levels named “${line.name}” already, so it is not clear which one is meant. Change it in the sheet.`,
    );
  return { kind: 'differs', levelId: twin.id, differences: differencesOf(store, twin, line.values) };
}

function differencesOf(store: Store, twin: GridRecord, values: FieldValues): readonly LevelDifference[] {
  const shown = (field: string, value: FieldValues[string] | undefined): string =>
    store.views.label('commissionLevel', field, value ?? null);
  return changedFields(twin, values).map(({ name, label }) => ({
    label,
    from: shown(name, twin.values[name]),
    to: shown(name, values[name]),
  }));
}

function editsOf(twin: GridRecord, values: FieldValues): readonly CellEdit[] {
  return changedFields(twin, values).map(({ name }) => ({
    recordId: twin.id,
    field: name,
    input: { value: values[name] ?? null },
  }));
}

/** Fields that would change. The name is how the two were found to be one; its case is left alone. */
function changedFields(twin: GridRecord, values: FieldValues): typeof levelFields {
  return levelFields.filter(
    ({ name, kind }) =>
      name !== 'name' && name in values && !sameValue(kind, twin.values[name], values[name]),
  );
}

function byName(levels: readonly GridRecord[]): ReadonlyMap<string, readonly GridRecord[]> {
  const found = new Map<string, GridRecord[]>();
  for (const level of levels) {
    const key = nameKey(levelOf(level.id, level.values).name);
    const group = found.get(key);
    if (group === undefined) found.set(key, [level]);
    else group.push(level);
  }
  return found;
}
