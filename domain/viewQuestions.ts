import type { Arrangement } from './gridView.ts';
import type { ViewFilter } from './viewFilter.ts';

/** A question that is asked of a list: what differs from the list as it stands before anybody arranged it. */
export interface Question {
  readonly id: string;
  readonly name: string;
  readonly asks: Partial<Arrangement>;
}

/** An arrangement that narrows the list and leaves the rest as it is. */
export const where = (...filters: ViewFilter[]): Partial<Arrangement> => ({ filters });

/** A sort key, the least first. */
export const ascending = (field: string): Arrangement['sort'][number] => ({ field, direction: 'ascending' });
