/**
 * Knows whether a cell was chosen in the event that is being handled now. Giving a cell the keys also gives them to
 * the canvas around it, for which Glide then chooses the first cell, still in the same event: what was chosen first
 * stays. It goes by events and not by a clock, so that the next click is a choice of its own however soon it comes.
 */
export class Choice {
  #made = false;

  /** Says that a cell is chosen; true until everything that listens to the event has been asked. */
  make(): void {
    this.#made = true;
    queueMicrotask(() => {
      this.#made = false;
    });
  }

  get made(): boolean {
    return this.#made;
  }
}
