import { counted } from '../../state/format.ts';

/** After this long a gesture that is not answered says that it is still being saved. */
const patienceMs = 300;

/**
 * Says in words that gestures are on their way to the disk, once that takes long enough to be noticed, and
 * takes the words back with the last answer. It never says that anything is saved: the answer does.
 */
export class SavingNotice {
  readonly #say: (words: string) => void;
  #cells = 0;
  #shown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (words: string) => void) {
    this.#say = say;
  }

  /** Waits for the answer of a gesture over so many cells. */
  async during<Answer>(cells: number, answer: Promise<Answer>): Promise<Answer> {
    if (this.#cells === 0) this.#timer = setTimeout(() => this.#show(), patienceMs);
    this.#cells += cells;
    if (this.#shown) this.#show();
    try {
      return await answer;
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
    if (this.#shown) this.#say('');
    this.#shown = false;
  }
}
