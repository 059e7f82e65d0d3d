import type { RecordDetail } from '../../../preload/contract/engine.ts';

/**
 * The records of one card as people look for them: what is preferred or primary first, then the policy that covers
 * longest. Otherwise as AgentSync lists them.
 */
export function inDetailOrder(records: readonly RecordDetail[]): readonly RecordDetail[] {
  return records.toSorted(
    (a, b) => rank(b) - rank(a) || textOf(b, 'expiry').localeCompare(textOf(a, 'expiry'), 'en'),
  );
}

function rank({ fields }: RecordDetail): number {
  return fields.some(
    ({ field, value }) => (field === 'preferred' || field === 'primaryAccount') && value === true,
  )
    ? 1
    : 0;
}

function textOf({ fields }: RecordDetail, name: string): string {
  const value = fields.find(({ field }) => field === name)?.value;
  return typeof value === 'string' ? value : '';
}
