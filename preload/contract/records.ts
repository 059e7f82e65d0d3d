import { z } from 'zod';
import type { CollectionName, FieldKind, FieldValue } from '../../domain/fields.ts';
import { lookupKinds } from '../../domain/lookups.ts';
import type { LookupValue } from '../../domain/lookups.ts';
import type { OperationState } from '../../domain/operation.ts';
import type { FieldOption } from '../../domain/view.ts';
import { answers } from './definition.ts';
import { collection, fieldName, id } from './vocabulary.ts';

/** One record: what the server has, what is staged on it, and what its fields can hold. */

export interface FieldDetail {
  readonly field: string;
  readonly label: string;
  readonly kind: FieldKind['type'];
  readonly editable: boolean;
  /** What the grid shows: the staged value where there is one. */
  readonly shown: string;
  /** What the server last said. */
  readonly server: string;
  /** Worked out from other fields and records: the vendor's record does not carry it, and `server` is as shown. */
  readonly derived: boolean;
  /** What is shown, as it is held: ids instead of labels. */
  readonly value: FieldValue;
  /** Whether the vendor's answers have named the field: what they leave out is unknown, not empty. */
  readonly told: boolean;
  readonly staged: {
    readonly state: OperationState;
    readonly at: number;
    /** Who staged it. */
    readonly by: string;
    /** The gesture it was part of. */
    readonly gesture: string;
    readonly message: string | null;
  } | null;
  /** Why only a part of the value is shown; null when all of it is. */
  readonly maskedBecause: string | null;
}

/** A record that people would take for this one. */
export interface RecordTwin {
  readonly id: string;
  readonly title: string;
  /** In words, with the title of the other record. */
  readonly words: string;
  /** Whether it keeps the values from being saved. */
  readonly refused: boolean;
}

/** One record with all it holds, here and at the vendor. */
export interface RecordDetail {
  readonly collection: CollectionName;
  readonly id: string;
  readonly title: string;
  /** Null for a record made here that AgentSync does not have yet. */
  readonly fetchedAt: number | null;
  readonly gone: boolean;
  readonly fields: readonly FieldDetail[];
}

/** Calls about one record. */
export const recordCalls = {
  'record.read': answers<RecordDetail>()(z.object({ collection, id })),
  /**
   * Another record that is the same to people as one with these values (carrier by name, product by name
   * within its carrier, level by name within its product); `id` is the record itself, when it exists.
   */
  'record.alike': answers<{ readonly twin: RecordTwin | null }>()(
    z.object({
      collection: z.enum(['carrier', 'product', 'commissionLevel']),
      id: id.nullable(),
      values: z.record(fieldName, z.string().max(20_000)),
    }),
  ),
  'field.options': answers<readonly FieldOption[]>()(
    z.object({ collection, field: fieldName, recordId: id, search: z.string().max(200) }),
  ),
  'lookup.list': answers<readonly LookupValue[]>()(z.object({ kind: z.enum(lookupKinds) })),
} as const;
