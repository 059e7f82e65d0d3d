import { counted } from '../../state/format.ts';

/** After this long a gesture that is not answered says that it is still being saved. */
const patienceMs = 300;

/**
 * Says in words that gestures are on their way to the disk, once that takes long enough to be noticed, and
 * takes the words back (null) with the last answer. It never says that anything is saved: the answer does.
 */
export class SavingNotice {
  readonly #say: (words: string | null) => void;
  #cells = 0;
  #shown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (words: string | null) => void) {
    this.#say = say;
  }

  /** Waits for the answer of a gesture over so many cells. `waitedFor`: the words were said meanwhile. */
  async during<Answer>(
    cells: number,
    work: Promise<Answer>,
  ): Promise<{ readonly answer: Answer; readonly waitedFor: boolean }> {
    if (this.#cells === 0) this.#timer = setTimeout(() => this.#show(), patienceMs);
    this.#cells += cells;
    if (this.#shown) this.#show();
    try {
      return { answer: await work, waitedFor: this.#shown };
    } finally {
      this.#cells -= cells;
      if (this.#cells === 0) this.#hide();
      else if (this.#shown) this.#show();
    }
  }

  #show(): void {
    this.#shown = true;
    this.#say(`Saving ${counted(this.#cells, 'change')}…`);
  }

  #hide(): void {
    clearTimeout(this.#timer);
    if (this.#shown) this.#say(null);
    this.#shown = false;
  }
}
