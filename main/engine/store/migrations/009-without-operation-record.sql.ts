/**
 * The index over all operations of a record goes: the two partial ones, of live and of ended operations,
 * find the same, and every index of `operation` costs each gesture over many records.
 */
export const withoutOperationRecord = 'DROP INDEX IF EXISTS operation_record';
