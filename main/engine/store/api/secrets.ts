/**
 * Values a person typed that must be nowhere in plain: each sealed with a key of its own, for one
 * operation. They end with the operation, in the same transaction.
 */
export interface SealedStore {
  put(operationId: string, field: string, text: string): void;
  /** The text; null when there is none, because it ended or never came here. */
  open(operationId: string, field: string): string | null;
  has(operationId: string, field: string): boolean;
  /** Destroys what was typed for an operation that is not there, so that nothing else ends it. */
  end(operationId: string): void;
}

/** Invitations beyond their rows. The links are secrets: nothing else of the store reads their table. */
export interface InvitationStore {
  /** Keeps the link of an invitation. Call inside the transaction that settles it. */
  keepLink(id: string, link: string, at: number): void;
  link(id: string): string | null;
  /** Ids of invitations of this producer that have not gone out, or may not have. */
  /** Every invitation of a producer, sent or not, in the order they were made. */
  ofNpn(npn: string): readonly string[];
  unsentOf(npn: string): readonly string[];
  /** Invitations of which nobody knows whether they went out. */
  countUncertain(): number;
}
