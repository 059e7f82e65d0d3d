import { afterEach, describe, expect, it } from 'vitest';
import type { WantedLevels } from '../../../domain/commissionGrid/plan.ts';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { chainOf, setLevels } from '../outbox/levelSupport.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { gridsOf, levelsOf } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

interface Ground {
  readonly r: Rig;
  readonly productId: string;
  /** The downline's level; the upline stands on the next, which is 100. */
  readonly middle: string;
  /** Gives the middle level this number, and adds a level beside it. */
  readonly wanted: (level: string) => WantedLevels;
}

async function ground(): Promise<Ground> {
  const r = (used = await rig());
  const { upline, downline, levels } = await chainOf(r);
  const [, middle = '', high = ''] = levels;
  setLevels(r, { [upline]: high, [downline]: middle }, anyway);
  const { name, productId } = r.store.mirror.get('commissionLevel', middle)?.effective ?? {};
  if (typeof productId !== 'string' || typeof name !== 'string') throw new Error('no level');
  return {
    r,
    productId,
    middle,
    wanted: (level) => ({
      kind: 'add',
      carrierId: 'any',
      productIds: [productId],
      levels: [
        { name, level },
        { name: 'Beside', level: '5' },
      ],
    }),
  };
}

const numberOf = (r: Rig, id: string): unknown =>
  r.store.mirror.get('commissionLevel', id)?.effective['level'];

describe('a grid that gives levels other numbers', () => {
  it('asks once before assignments would stand above their upline, and stages nothing till then', async () => {
    const { r, productId, middle, wanted } = await ground();
    const before = Object.keys(levelsOf(r, productId));
    const asked = valueOf(gridsOf(r).stage(wanted('101'), true, 'Numbers'));
    expect(asked).toMatchObject({ batchId: null, created: 0, updated: 0 });
    expect(asked.warnings?.groups).toMatchObject([
      { rule: 'above-upline', count: 1, named: [{ id: middle, field: 'level' }] },
    ]);
    expect(asked.warnings?.groups[0]?.named[0]?.words).toMatch(
      /\(101\): NPN \d+.* would stand above an upline on .* \(100\)$/,
    );
    expect(Object.keys(levelsOf(r, productId))).toEqual(before);

    const accept = { reason: 'The carrier asked for it.', rules: ['above-upline' as const] };
    const staged = valueOf(gridsOf(r).stage(wanted('101'), true, 'Numbers', { accept }));
    expect(staged).toMatchObject({ created: 1, updated: 1, warnings: null });
    expect(numberOf(r, middle)).toBe('101');
    expect(createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines[0]?.words).toContain(accept.reason);
  });

  it('asks about nothing where everybody stays below their upline, or the change is not made', async () => {
    const { r, middle, wanted } = await ground();
    const made = valueOf(gridsOf(r).stage(wanted('101'), false, 'Add 1 level'));
    expect(made).toMatchObject({ created: 1, updated: 0, warnings: null });
    valueOf(r.outbox.undo());
    const changed = valueOf(gridsOf(r).stage(wanted('99'), true, 'Numbers'));
    expect(changed).toMatchObject({ created: 1, updated: 1, warnings: null });
    expect(numberOf(r, middle)).toBe('99');
  });
});
