import type { FieldValue } from '../../../domain/fields.ts';
import { isAbove } from '../../../domain/levelRules.ts';
import type { Rung } from '../../../domain/levelRules.ts';
import type { Store } from '../store/api.ts';
import type { Intended, RuleBreak } from './rules.ts';

const numberField = 'level';

/** Fields of a commission level whose change can break a rule. */
export const levelNumberFields = [numberField, 'productId', 'name'] as const;

interface Named extends Rung {
  readonly name: string;
}

/**
 * What another number of a commission level breaks: assignments on it that would stand above their upline, or
 * below a downline, as all levels would stand after the gesture. One break for each level and rule, with how
 * many assignments and an example.
 */
export function levelNumberBreaks(store: Store, records: readonly Intended[]): readonly RuleBreak[] {
  const changed = records.filter(
    ({ changes }) =>
      changes?.[numberField] !== undefined && changes[numberField].base !== changes[numberField].value,
  );
  if (changed.length === 0) return [];
  const after = new Map(changed.map((record) => [record.recordId, rungAfter(record)] as const));
  const known = new Map<string, Named>();
  const rungOf = (id: string): Named => {
    const own = after.get(id) ?? known.get(id);
    if (own !== undefined) return own;
    const read = rungFrom(store.mirror.get('commissionLevel', id)?.effective ?? {});
    known.set(id, read);
    return read;
  };
  const products = [...after.values()].flatMap(({ productId }) => productId ?? []);
  const breaks: RuleBreak[] = [];
  for (const pair of store.chain.levelPairs([...new Set(products)])) {
    const { levelId, uplineLevelId, count, npn } = pair;
    if (!after.has(levelId) && !after.has(uplineLevelId)) continue;
    const own = rungOf(levelId);
    const above = rungOf(uplineLevelId);
    if (!isAbove(own, above)) continue;
    const who = count === 1 ? `NPN ${npn}` : `NPN ${npn} and ${(count - 1).toLocaleString('en-US')} more`;
    breaks.push(
      after.has(levelId)
        ? {
            recordId: levelId,
            field: numberField,
            rule: 'above-upline',
            words: `${own.name}: ${who} would stand above an upline on ${above.name}`,
          }
        : {
            recordId: uplineLevelId,
            field: numberField,
            rule: 'below-downline',
            words: `${above.name}: ${who} would stand above it on ${own.name}`,
          },
    );
  }
  return breaks;
}

function rungAfter({ before, changes }: Intended): Named {
  const values: Record<string, FieldValue> = { ...before };
  for (const [field, { value }] of Object.entries(changes ?? {})) values[field] = value;
  return rungFrom(values);
}

function rungFrom(values: Readonly<Record<string, FieldValue>>): Named {
  const text = (field: string): string | null => {
    const value = values[field];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const level = text(numberField);
  const name = `${text('name') ?? 'a level without a name'}${level === null ? '' : ` (${level})`}`;
  return { productId: text('productId'), level, name };
}
