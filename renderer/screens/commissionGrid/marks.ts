import { nameKey } from '../../../domain/commissionGrid/grid.ts';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';

/** What stands out in the laid-out grid. */
export interface GridMarks {
  /** Ids of levels that pay twice somewhere. */
  readonly clashing: ReadonlySet<string>;
  /** Names of levels that a product misses, by product. */
  readonly missing: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The cells that findings are about. Two levels that pay alike are told in the list, not marked. */
export function marksOf(grid: ReadGrid | null): GridMarks {
  const clashing = new Set<string>();
  const missing = new Map<string, Set<string>>();
  for (const { kind, levelIds, productId, missing: name } of grid?.findings ?? []) {
    if (kind === 'paid-twice') for (const id of levelIds) clashing.add(id);
    if (name === null) continue;
    const names = missing.get(productId);
    if (names === undefined) missing.set(productId, new Set([nameKey(name)]));
    else names.add(nameKey(name));
  }
  return { clashing, missing };
}
