/**
 * One entry of the changelog of a product's hierarchy (S3, vendor-apis 3.20): a position as it was after
 * a change, and who made it. Null is empty or not told. Ids, numbers and dates are text.
 */
export interface HierarchyChange {
  /** The version of the contract assignment it tells of. */
  readonly changeId: string;
  /** Implied by the vendor's text but not among its fields; read where it is told. */
  readonly assignmentId: string | null;
  readonly displayNumber: string | null;
  readonly producerName: string | null;
  readonly uplineName: string | null;
  readonly commissionLevelName: string | null;
  readonly writingNumber: string | null;
  /** The status of the version, else of the assignment: the vendor names both (vendor-apis section 6, item 18). */
  readonly statusName: string | null;
  readonly annualizationName: string | null;
  /** ISO 8601, as the vendor writes it. */
  readonly modifiedDate: string | null;
  readonly modifiedByName: string | null;
  readonly effectiveDate: string | null;
  readonly expirationDate: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
}
