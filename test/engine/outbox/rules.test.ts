import { afterEach, describe, expect, it } from 'vitest';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import type { StageOutcome, Warned } from '../../../preload/contract.ts';
import { chainOf, setLevels } from './levelSupport.ts';
import { anyway, rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

const idOf = (r: Rig, name: string): string => {
  const found = r.store.lookups.list('assignmentStatus').find((one) => one.name === name);
  if (found === undefined) throw new Error(`no status ${name}`);
  return found.id;
};
const statusOf = (r: Rig, id: string): string => r.shown(id, 'assignmentStatusId');

/** The first ten assignments are approved, the others have only begun. */
async function make(): Promise<Rig> {
  const r = await rig();
  used = r;
  r.ids.forEach((id, index) => {
    const status = idOf(r, index < 10 ? 'APPROVED' : 'IN_PROGRESS');
    r.sandbox.control.remoteEdit('contractAssignments', id, { assignmentStatusId: status });
  });
  await r.pull(['contractAssignment']);
  return r;
}

const set = (r: Rig, ids: readonly string[], name: string, warned?: Warned): StageOutcome =>
  valueOf(
    r.outbox.stage(
      'contractAssignment',
      `Set ${name}`,
      ids.map((recordId) => ({ recordId, field: 'assignmentStatusId', input: { value: idOf(r, name) } })),
      warned,
    ),
  );
const because = (rules: (StageOutcome['warnings'] & object)['groups'][number]['rule'][]): Warned => ({
  accept: { reason: 'The carrier asked for it.', rules },
});

describe('a gesture that breaks a rule', () => {
  it('stages nothing and names the cells by rule, with counts', async () => {
    const r = await make();
    const outcome = set(r, r.ids.slice(0, 12), 'INVITED');
    expect(outcome).toMatchObject({ batchId: null, staged: 0, warnings: { cells: 10, clean: 2 } });
    expect(outcome.warnings?.groups).toHaveLength(1);
    expect(outcome.warnings?.groups[0]).toMatchObject({ rule: 'approved-to-non-terminal', count: 10 });
    expect(outcome.warnings?.groups[0]?.named[0]).toMatchObject({
      id: r.ids[0],
      record: expect.stringMatching(/^NPN \d+ · /),
      field: 'assignmentStatusId',
      words: 'Approved → Invited',
    });
    expect(r.outbox.counts().unsent).toBe(0);
    expect(r.outbox.undoable().undo).toBeNull();
  });

  it('is staged as one gesture once a person gave a reason, which the audit keeps', async () => {
    const r = await make();
    const outcome = set(r, r.ids.slice(0, 12), 'INVITED', because(['approved-to-non-terminal']));
    expect(outcome).toMatchObject({ staged: 12, warnings: null, leftOut: 0 });
    const [line] = createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines;
    expect(line?.words).toBe(
      '“Set INVITED”: 12 contract assignments changed on this computer. Set aside: Leaves Approved for a status that ends nothing (10). Reason: “The carrier asked for it.”',
    );
    expect(atOnce(createAuditReader(r.store).verify()).brokenAt).toBeNull();
  });

  it('can be staged without the cells that break it', async () => {
    const r = await make();
    const outcome = set(r, r.ids.slice(0, 12), 'INVITED', { leaveOut: true });
    expect(outcome).toMatchObject({ staged: 2, leftOut: 10, warnings: null });
    expect(statusOf(r, r.ids[0] ?? '')).toBe(idOf(r, 'APPROVED'));
    expect(statusOf(r, r.ids[11] ?? '')).toBe(idOf(r, 'INVITED'));
    expect(createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines[0]?.words).not.toContain(
      'Set aside',
    );
    expect(set(r, r.ids.slice(0, 3), 'INVITED', { leaveOut: true })).toMatchObject({
      batchId: null,
      staged: 0,
      leftOut: 3,
    });
  });

  it('asks again about a rule that was not among those set aside', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    const outcome = set(r, [a], 'PENDING_WITH_AGENCY', because(['approved-to-non-terminal']));
    expect(outcome).toMatchObject({ batchId: null, warnings: { groups: [{ rule: 'back-to-pending' }] } });
  });

  it('keeps the valid cells of other fields, and the refusals, for the second call', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    const edits = [
      { recordId: a, field: 'assignmentStatusId', input: { value: idOf(r, 'ON_HOLD') } },
      { recordId: a, field: 'writingNumber', input: { typed: 'W-1' } },
      { recordId: a, field: 'endDate', input: { typed: 'soon' } },
    ];
    const asked = valueOf(r.outbox.stage('contractAssignment', 'Mixed', edits));
    expect(asked).toMatchObject({ staged: 0, refusedCount: 1, warnings: { cells: 1, clean: 1 } });
    const staged = valueOf(r.outbox.stage('contractAssignment', 'Mixed', edits, { leaveOut: true }));
    expect(staged).toMatchObject({ staged: 1, refusedCount: 1, leftOut: 1 });
    expect(r.shown(a, 'writingNumber')).toBe('W-1');
  });

  it('is not asked about again by undo and redo, nor for typing the server’s value back', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    set(r, [a], 'INVITED', anyway);
    valueOf(r.outbox.undo());
    valueOf(r.outbox.redo());
    expect(statusOf(r, a)).toBe(idOf(r, 'INVITED'));
    expect(set(r, [a], 'APPROVED')).toMatchObject({ warnings: null });
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('can be reversed from its receipt without another question, and the audit says why', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    const begun = r.ids[20] ?? '';
    const { batchId } = set(r, [begun], 'APPROVED');
    r.outbox.start();
    await r.drained();
    expect(valueOf(r.outbox.reverse(batchId ?? ''))).toMatchObject({ staged: 1, warnings: null });
    expect(createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines[0]?.words).toContain(
      'Reason: “Reverse: Set APPROVED”',
    );
    expect(statusOf(r, a)).toBe(idOf(r, 'APPROVED'));
  });
});

const rulesOf = (outcome: StageOutcome): readonly (readonly [string, string])[] =>
  outcome.warnings?.groups.map(({ rule, named }) => [rule, named[0]?.id ?? ''] as const) ?? [];

describe('levels along a chain', () => {
  it('warn of a downline above its upline, and of an upline below its downline', async () => {
    const r = await make();
    const { upline, downline, levels } = await chainOf(r);
    const [low = '', middle = '', high = ''] = levels;
    expect(rulesOf(setLevels(r, { [downline]: high }))).toEqual([['above-upline', downline]]);
    expect(rulesOf(setLevels(r, { [upline]: low }))).toEqual([['below-downline', upline]]);
    expect(setLevels(r, { [downline]: middle })).toMatchObject({ unchanged: 1, warnings: null });
    expect(setLevels(r, { [upline]: high })).toMatchObject({ staged: 1, warnings: null });
    // Staged work counts: now there is room above.
    expect(setLevels(r, { [downline]: high })).toMatchObject({ staged: 1, warnings: null });
  });

  it('are judged as they stand after the whole gesture', async () => {
    const r = await make();
    const { upline, downline, levels } = await chainOf(r);
    const [low = '', , high = ''] = levels;
    expect(setLevels(r, { [downline]: high, [upline]: high })).toMatchObject({ staged: 2, warnings: null });
    valueOf(r.outbox.undo());
    const crossed = setLevels(r, { [downline]: high, [upline]: low });
    expect(rulesOf(crossed)).toEqual([['above-upline', downline]]);
    expect(crossed.warnings?.groups[0]?.named[0]?.words).toMatch(/\(100\), but the upline has .* \(80\)$/);
    // Without the downline's raise the upline would fall below it: that is left out as well.
    const left = setLevels(r, { [downline]: high, [upline]: low }, { leaveOut: true });
    expect(left).toMatchObject({ batchId: null, leftOut: 2, warnings: null });
  });

  it('are judged for a new assignment too, which is then not made', async () => {
    const r = await make();
    const { upline, levels } = await chainOf(r);
    const high = levels[2] ?? '';
    const values = {
      npn: { value: '99000001' },
      productId: { value: r.shown(upline, 'productId') },
      commissionLevelId: { value: high },
      assignmentStatusId: { value: idOf(r, 'PENDING_WITH_AGENCY') },
      uplineContractAssignmentId: { value: upline },
    };
    const asked = valueOf(r.outbox.create('contractAssignment', 'New', values));
    expect(asked).toMatchObject({ id: null, refused: [], warnings: { cells: 1 } });
    expect(asked.warnings?.groups[0]).toMatchObject({
      rule: 'above-upline',
      named: [{ record: 'New contract assignment' }],
    });
    const made = valueOf(r.outbox.create('contractAssignment', 'New', values, because(['above-upline'])));
    expect(made.id).toMatch(/^local:/);
    expect(createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines[0]?.words).toContain(
      'The carrier asked for it.',
    );
  });
});

describe('the number of a commission level', () => {
  const number = (r: Rig, levels: Readonly<Record<string, string>>, warned?: Warned): StageOutcome =>
    valueOf(
      r.outbox.stage(
        'commissionLevel',
        'Numbers',
        Object.entries(levels).map(([recordId, typed]) => ({ recordId, field: 'level', input: { typed } })),
        warned,
      ),
    );

  it('warns when assignments on it would stand above an upline, or below a downline', async () => {
    const r = await make();
    const { upline, downline, levels } = await chainOf(r);
    const [low = '', middle = '', high = ''] = levels;
    // The upline on the high level, the downline on the middle one: 100 above 90.
    setLevels(r, { [upline]: high, [downline]: middle }, anyway);
    const raised = number(r, { [middle]: '101' });
    expect(rulesOf(raised)).toEqual([['above-upline', middle]]);
    expect(raised.warnings?.groups[0]?.named[0]?.words).toMatch(
      /\(101\): NPN \d+.* would stand above an upline on .* \(100\)$/,
    );
    const lowered = number(r, { [high]: '89.5' });
    expect(rulesOf(lowered)).toEqual([['below-downline', high]]);
    expect(r.store.operations.liveOf('commissionLevel', high)).toEqual([]);
    // A level on which nobody stands below or above anybody breaks nothing.
    expect(number(r, { [low]: '70' })).toMatchObject({ staged: 1, warnings: null });
    // As all levels stand after the whole gesture.
    expect(number(r, { [middle]: '101', [high]: '102' })).toMatchObject({ staged: 2, warnings: null });
  });

  it('is set aside with a reason, or left out', async () => {
    const r = await make();
    const { upline, downline, levels } = await chainOf(r);
    const [, middle = '', high = ''] = levels;
    setLevels(r, { [upline]: high, [downline]: middle }, anyway);
    expect(number(r, { [middle]: '101' }, { leaveOut: true })).toMatchObject({ staged: 0, leftOut: 1 });
    expect(number(r, { [middle]: '101' }, because(['above-upline']))).toMatchObject({ staged: 1 });
    expect(createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines[0]?.words).toContain(
      'The carrier asked for it.',
    );
  });
});

describe('the dates of an E&O policy', () => {
  it('warn when it would expire before a day is covered, whichever of them was typed', async () => {
    const r = await rig({ producerProfile: noOverride });
    used = r;
    const [id = ''] = r.store.mirror.ids('insurancePolicy', null, 1);
    const { effectiveDate, expiry } = r.store.mirror.get('insurancePolicy', id)?.effective ?? {};
    const type = (fields: Readonly<Record<string, string>>, warned?: Warned): StageOutcome =>
      valueOf(
        r.outbox.stage(
          'insurancePolicy',
          'Dates',
          Object.entries(fields).map(([field, typed]) => ({ recordId: id, field, input: { typed } })),
          warned,
        ),
      );
    const asked = type({ expiry: String(effectiveDate) });
    expect(asked.warnings?.groups).toMatchObject([
      {
        rule: 'expires-before-effective',
        named: [{ field: 'expiry', words: `${String(effectiveDate)} to ${String(effectiveDate)}` }],
      },
    ]);
    expect(type({ effectiveDate: '2099-01-01' })).toMatchObject({ staged: 0, warnings: { cells: 1 } });
    expect(type({ effectiveDate: '2099-01-01', expiry: '2100-01-01' })).toMatchObject({
      staged: 2,
      warnings: null,
    });
    expect(type({ effectiveDate: String(effectiveDate), expiry: String(expiry) })).toMatchObject({
      warnings: null,
    });
    expect(type({ expiry: '2001-01-01' }, because(['expires-before-effective']))).toMatchObject({
      staged: 1,
    });
    const made = valueOf(
      r.outbox.create('insurancePolicy', 'New', {
        producerId: { value: r.store.mirror.ids('producer', null, 1)[0] ?? '' },
        carrier: { typed: 'Insurer' },
        type: { typed: 'INDIVIDUAL' },
        effectiveDate: { typed: '2026-02-01' },
        expiry: { typed: '2026-01-01' },
      }),
    );
    expect(made).toMatchObject({ id: null, warnings: { groups: [{ rule: 'expires-before-effective' }] } });
    // Several at once, as a table brings them, are asked about together with what changes beside them.
    const values = {
      producerId: r.store.mirror.ids('producer', null, 1)[0] ?? '',
      carrier: 'Insurer',
      type: 'INDIVIDUAL',
      effectiveDate: '2026-02-01',
      expiry: '2026-01-01',
    };
    const several = valueOf(
      r.outbox.createMany('Import', [{ collection: 'insurancePolicy', values }], undefined, {
        collection: 'insurancePolicy',
        edits: [{ recordId: id, field: 'expiry', input: { typed: '2000-01-01' } }],
      }),
    );
    expect(several).toMatchObject({ batchId: null, refused: [], warnings: { cells: 2 } });
    expect(several.warnings?.groups).toMatchObject([{ rule: 'expires-before-effective', count: 2 }]);
  });
});
