import { commissionTypes, typeInCasing } from '../../../../domain/commissionLevel.ts';
import type { TypeCasing } from '../../../../domain/commissionLevel.ts';
import type { FieldDefinition, FieldValue } from '../../../../domain/fields.ts';
import type { Json } from '../../../../domain/json.ts';

/** How the vendor spells a commission type, or null when the text does not tell (vendor-apis section 6, item 1). */
export function casingOf(value: Json | undefined): TypeCasing | null {
  if (typeof value !== 'string') return null;
  const known = commissionTypes.find((type) => type.toLowerCase() === value.toLowerCase());
  if (known === undefined) return null;
  if (value === known) return 'title';
  return value === known.toUpperCase() ? 'upper' : null;
}

/** A value as the vendor takes it: decimals as JSON numbers, commission types in this connection's casing. */
export function writeValue(field: FieldDefinition, value: FieldValue, casing: TypeCasing): Json {
  if (typeof value !== 'string') return value;
  if (field.kind.type === 'decimal') return value === '' ? null : Number(value);
  // Only the casing of commission types is in doubt.
  if (field.kind.type === 'choice' && field.kind.values === commissionTypes)
    return typeInCasing(value, casing);
  return value;
}
