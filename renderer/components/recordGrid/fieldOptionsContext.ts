import { createContext, useContext } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { FieldOption } from '../../../preload/contract/engine.ts';

/** Asks which values a field of a record may have. */
export type ReadFieldOptions = (
  field: string,
  recordId: string,
  search: string,
) => Promise<Result<readonly FieldOption[]>>;

/** Filled by the grid around its editors, which Glide creates out of our reach. */
export const FieldOptionsContext = createContext<ReadFieldOptions | null>(null);

/** How the grid around asks for choices. Throws outside a grid. */
export function useFieldOptions(): ReadFieldOptions {
  const read = useContext(FieldOptionsContext);
  if (read === null) throw new Error('useFieldOptions is used outside a RecordGrid.');
  return read;
}
