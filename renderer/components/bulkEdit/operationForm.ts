import { bulkKindsOf, readPairs, takesReplacing } from '../../../domain/bulkOperation.ts';
import type { BulkKind, BulkOperation } from '../../../domain/bulkOperation.ts';
import { collections, fieldOf } from '../../../domain/collections.ts';
import type { DateUnit } from '../../../domain/dates.ts';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import { parseTsv } from '../../../domain/tsv.ts';
import { counted } from '../../state/format.ts';
import type { BulkTarget } from './bulkScope.ts';

/** One line of the form, as far as it is filled in. Pure. */
export interface OperationDraft {
  /** Tells lines apart on screen. */
  readonly line: number;
  readonly field: string | null;
  readonly kind: BulkKind;
  readonly text: string;
  readonly find: string;
  readonly replacement: string;
  readonly matchCase: boolean;
  readonly wholeCell: boolean;
  readonly amount: number | null;
  readonly unit: DateUnit;
  readonly from: string | null;
  readonly key: string | null;
  readonly pairs: string;
}

/** An operation nobody has filled in. */
export function emptyDraft(line: number): OperationDraft {
  return {
    line,
    field: null,
    kind: 'set',
    text: '',
    find: '',
    replacement: '',
    matchCase: false,
    wholeCell: false,
    amount: null,
    unit: 'months',
    from: null,
    key: null,
    pairs: '',
  };
}

/** The contract's limit. */
export const mostOperations = 10;

/** The lines that the form begins with: an empty one, or one for each field that text is to be replaced in. */
export function firstDrafts({
  collection,
  replace,
}: Pick<BulkTarget, 'collection' | 'replace'>): readonly OperationDraft[] {
  if (replace === undefined) return [emptyDraft(0)];
  const { fields, find, replacement, matchCase, wholeCell = false } = replace;
  const drafts = fields
    .filter((name) => takesReplacing(fieldOf(collection, name)))
    .slice(0, mostOperations)
    .map((field, line): OperationDraft => ({
      ...emptyDraft(line),
      field,
      kind: 'replace',
      find,
      replacement,
      matchCase,
      wholeCell,
    }));
  return drafts.length === 0 ? [emptyDraft(0)] : drafts;
}

/** The fields of a collection that can be changed for many records at once. */
export function bulkFieldsOf(collection: CollectionName): readonly FieldDefinition[] {
  return collections[collection].fields.filter((field) => bulkKindsOf(field).length > 0);
}

/** The fields that can be copied from. */
export function sourceFieldsOf(collection: CollectionName, to: string | null): readonly FieldDefinition[] {
  return collections[collection].fields.filter(({ name, sealed }) => name !== to && sealed !== true);
}

/** The fields by which a pasted list can name a record. */
export function keyFieldsOf(collection: CollectionName): readonly FieldDefinition[] {
  const wanted = ['npn', 'writingNumber', 'naic', 'policyNumber', 'name'];
  return collections[collection].fields.filter(({ name }) => wanted.includes(name));
}

/** What a line says, or what it still lacks, in words. */
export type ReadDraft = { readonly operation: BulkOperation } | { readonly lacks: string };

/** The operation that was filled in, or what it lacks, in words. */
export function readDraft(draft: OperationDraft): ReadDraft {
  const { field, kind } = draft;
  if (field === null) return { lacks: 'Choose a field.' };
  switch (kind) {
    case 'clear':
      return { operation: { kind, field } };
    case 'set':
      return draft.text.trim() === ''
        ? { lacks: 'Give a value. To empty the field, choose Clear.' }
        : { operation: { kind, field, text: draft.text } };
    case 'add':
    case 'remove':
      return draft.text.trim() === ''
        ? { lacks: 'Give at least one value.' }
        : { operation: { kind, field, text: draft.text } };
    case 'replace': {
      const { find, replacement, matchCase, wholeCell } = draft;
      return find === ''
        ? { lacks: 'Give the text to look for.' }
        : { operation: { kind, field, find, replacement, matchCase, wholeCell } };
    }
    case 'shift':
      return draft.amount === null || draft.amount === 0
        ? { lacks: 'Give how far: 3 is later, -3 is earlier.' }
        : { operation: { kind, field, amount: draft.amount, unit: draft.unit } };
    case 'copy':
      return draft.from === null
        ? { lacks: 'Choose the column to take the values from.' }
        : { operation: { kind, field, from: draft.from } };
    case 'lookUp': {
      if (draft.key === null) return { lacks: 'Choose which number the list begins with.' };
      const { pairs } = pairsIn(draft.pairs);
      return pairs.length === 0
        ? { lacks: 'Paste two columns: the number, and the value for it.' }
        : {
            operation: {
              kind,
              field,
              key: draft.key,
              pairs: pairs.map(([key, text]) => [key, text] as const),
            },
          };
    }
    default:
      return assertNever(kind);
  }
}

/** The rows of a pasted list of two columns. */
export function pairsIn(text: string): ReturnType<typeof readPairs> {
  return readPairs(parseTsv(text));
}

const longestLabel = 200;

/** The name of the gesture, as undo, the tray and receipts show it. */
export function bulkLabel(
  collection: CollectionName,
  operations: readonly BulkOperation[],
  records: number,
): string {
  const label = `${operations.map((operation) => operationWords(collection, operation)).join(', ')} for ${counted(records, 'record')}`;
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1)}…`;
}

function operationWords(collection: CollectionName, operation: BulkOperation): string {
  const labelOf = (name: string): string => fieldOf(collection, name)?.label ?? name;
  const field = labelOf(operation.field);
  switch (operation.kind) {
    case 'set':
      return `Set ${field} to ${operation.text}`;
    case 'clear':
      return `Clear ${field}`;
    case 'add':
      return `Add ${operation.text} to ${field}`;
    case 'remove':
      return `Take ${operation.text} from ${field}`;
    case 'replace':
      return `Replace “${operation.find}” in ${field}`;
    case 'shift':
      return `Move ${field} by ${shiftWords(operation.amount, operation.unit)}`;
    case 'copy':
      return `Take ${field} from ${labelOf(operation.from)}`;
    case 'lookUp':
      return `Look up ${field} by ${labelOf(operation.key)}`;
    default:
      return assertNever(operation);
  }
}

function shiftWords(amount: number, unit: DateUnit): string {
  return Math.abs(amount) === 1 ? `${amount} ${unit.slice(0, -1)}` : `${amount} ${unit}`;
}
