import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { ImportStaged } from '../../../preload/contract.ts';
import type { Outbox, SlowStaging } from '../outbox/api.ts';
import type { Sliced } from '../slices.ts';
import type { DryRun } from './dryRun.ts';

/**
 * Stages what a dry run calls create and update as one gesture that can be undone: worked out again in slices, from
 * what every record holds by now, and written in one transaction.
 * Where new records are made it is all or nothing: what changed since the dry run fails with `import-outdated`.
 */
export function* stageJudged(
  outbox: Pick<Outbox, 'stageSlowly' | 'createManySlowly'>,
  dryRun: DryRun,
  label: string,
  options: SlowStaging,
): Sliced<Result<ImportStaged>> {
  const { collection } = dryRun.plan;
  const judged = dryRun.judged();
  const edits = judged.flatMap((one) => one.edits);
  const updated = judged.filter(({ verdict }) => verdict === 'update').length;
  const records = judged.flatMap(({ values, title }) =>
    values === null ? [] : [{ collection, values, title }],
  );
  if (records.length === 0) {
    const staged = yield* outbox.stageSlowly(collection, label, edits, options);
    return staged.ok
      ? ok({ ...staged.value, created: 0, updated: staged.value.staged > 0 ? updated : 0 })
      : staged;
  }
  const made = yield* outbox.createManySlowly(label, records, { collection, edits }, options);
  if (!made.ok) return made;
  const { batchId, refused, warnings } = made.value;
  const [first] = refused;
  if (first !== undefined) {
    return fail({
      code: 'import-outdated',
      message: `Nothing was staged, because something has changed since the table was checked. ${first.record}, ${first.fieldLabel}: found “${first.found}”, expected: ${first.expected} Check the table again.`,
      remedy: 'retry',
    });
  }
  const staged =
    batchId === null
      ? 0
      : edits.length + records.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
  return ok({
    batchId,
    label,
    staged,
    unchanged: 0,
    refused: [],
    refusedCount: 0,
    warnings,
    leftOut: 0,
    created: batchId === null ? 0 : records.length,
    updated: batchId === null ? 0 : updated,
  });
}
