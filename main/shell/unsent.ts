/** A number of unsent changes; null where no engine can tell, and still to come from an engine that is busy. */
export type Unsent = { readonly count: number | null } | { readonly coming: Promise<number | null> };

/** The number for those who cannot go by one that is still to come. */
export function countedNow(unsent: Unsent): number | null {
  return 'count' in unsent ? unsent.count : null;
}
