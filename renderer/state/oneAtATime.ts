import { run } from './crash.ts';

/** A question that is asked again and again, but never before its last answer is there. */
export interface Questions {
  /** Asks now; while an answer is awaited, once more after it, however often this is called meanwhile. */
  ask(): void;
  /** From now on nothing is asked, and an answer that still comes is told to nobody. */
  end(): void;
}

/** Asks a question once at a time: asked again meanwhile, it is put once more afterwards, for what is so by then. */
export function oneAtATime<T>(question: () => Promise<T>, tell: (answer: T) => void): Questions {
  let ended = false;
  let asking = false;
  let again = false;
  const ask = async (): Promise<void> => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const answer = await question();
    asking = false;
    if (ended) return;
    tell(answer);
    if (!again) return;
    again = false;
    run(ask());
  };
  return {
    ask() {
      if (!ended) run(ask());
    },
    end() {
      ended = true;
    },
  };
}
