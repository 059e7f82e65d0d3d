/** What a person keeps back, and which contracts they agreed to end: known without the program. */
export class Kept {
  #review = false;
  readonly #kept = new Map<string, 'review' | 'hand'>();
  /** Operations whose end of a contract was confirmed, by record. */
  readonly #confirmed = new Map<string, Set<string>>();

  /** The way of sending was chosen; leaving review lets go what review itself held. */
  mode(chosen: 'automatic' | 'review'): void {
    this.#review = chosen === 'review';
    if (this.#review) return;
    for (const [key, why] of this.#kept) if (why === 'review') this.#kept.delete(key);
  }

  /** Review was chosen while this value had not left. */
  heldForReview(cell: string, value: string): void {
    if (!this.byHand(cell, value)) this.#kept.set(keyOf(cell, value), 'review');
  }

  staged(cell: string, value: string): void {
    if (this.#review) this.#kept.set(keyOf(cell, value), 'review');
    else this.#kept.delete(keyOf(cell, value));
  }

  heldByHand(cell: string, value: string): void {
    this.#kept.set(keyOf(cell, value), 'hand');
  }

  released(cell: string, value: string): void {
    this.#kept.delete(keyOf(cell, value));
  }

  /** Whether nobody may hear of this value yet. */
  has(cell: string, value: string): boolean {
    return this.#kept.has(keyOf(cell, value));
  }

  /** Whether a person kept this value back by name. */
  byHand(cell: string, value: string): boolean {
    return this.#kept.get(keyOf(cell, value)) === 'hand';
  }

  confirmed(recordId: string, operationId: string): void {
    const known = this.#confirmed.get(recordId);
    if (known === undefined) this.#confirmed.set(recordId, new Set([operationId]));
    else known.add(operationId);
  }

  /** Done again is asked about again. */
  unconfirmed(operationIds: readonly string[]): void {
    for (const known of this.#confirmed.values()) for (const id of operationIds) known.delete(id);
  }

  /** How often this contract may be ended. */
  confirmations(recordId: string): number {
    return this.#confirmed.get(recordId)?.size ?? 0;
  }
}

function keyOf(cell: string, value: string): string {
  return `${cell}=${value}`;
}
