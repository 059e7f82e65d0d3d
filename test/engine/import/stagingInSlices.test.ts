import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atOnce } from '../../../main/engine/slices.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { checked, importsOf, opened } from './support.ts';

/** More than one slice works out. */
const assignments = 4_500;

let r: Rig;
let imports: Imports;
let importId: string;
let check: () => void;

beforeEach(async () => {
  r = await rig({ assignments });
  imports = importsOf(r);
  const ids = r.store.mirror.ids('contractAssignment', null, assignments);
  const table = ['Id,User defined 1', ...ids.map((id) => `${id},Imported`)].join('\n');
  const source = await opened(imports, table);
  importId = source.importId;
  const plan = {
    ...source.plan,
    collection: 'contractAssignment' as const,
    columns: [
      { column: 0, target: 'id' },
      { column: 1, target: 'userDefined1' },
    ],
  };
  check = () => {
    expect(checked(imports, importId, plan).counts.update).toBe(assignments);
  };
  check();
});
afterEach(async () => {
  imports.stop();
  await r.dispose();
});

describe('staging a long table', () => {
  it('says how far it is, is not begun twice, and ends with nothing staged where it is stopped', () => {
    expect(valueOf(imports.staging(importId))).toBeNull();
    const staging = imports.stage(importId, 'Import');
    expect(staging.next().done).toBe(false);
    const progress = valueOf(imports.staging(importId));
    expect(progress?.total).toBe(assignments);
    expect(progress?.done).toBeGreaterThan(0);
    expect(progress?.done).toBeLessThan(assignments);
    expect(atOnce(imports.stage(importId, 'Import'))).toMatchObject({
      ok: false,
      error: { code: 'import-being-staged' },
    });
    valueOf(imports.stopStaging(importId));
    expect(atOnce(staging)).toMatchObject({ ok: false, error: { code: 'import-stopped' } });
    expect(r.outbox.counts().unsent).toBe(0);

    expect(valueOf(atOnce(imports.stage(importId, 'Import')))).toMatchObject({
      updated: assignments,
      staged: assignments,
    });
    expect(valueOf(imports.staging(importId))).toBeNull();
    expect(r.outbox.counts().unsent).toBe(assignments);
  });

  it.each([
    ['the table is closed', () => imports.close(importId), 'import-closed'],
    ['it is tried out again', () => check(), 'import-not-checked'],
  ])('stages nothing where %s meanwhile', (_, meanwhile, code) => {
    const staging = imports.stage(importId, 'Import');
    expect(staging.next().done).toBe(false);
    meanwhile();
    expect(atOnce(staging)).toMatchObject({ ok: false, error: { code } });
    expect(r.outbox.counts().unsent).toBe(0);
  });
});
