import { describe, expect, it } from 'vitest';
import { oneAtATime } from '../../../renderer/state/oneAtATime.ts';
import type { Questions } from '../../../renderer/state/oneAtATime.ts';

interface Asked {
  readonly questions: Questions;
  /** Answers what is asked just now, and lets what follows from it happen. */
  readonly answer: (text: string) => Promise<void>;
  /** Questions so far. */
  readonly count: () => number;
  readonly told: readonly string[];
}

function asked(): Asked {
  const waiting: ((text: string) => void)[] = [];
  const told: string[] = [];
  let count = 0;
  const questions = oneAtATime(
    () => {
      count += 1;
      return new Promise<string>((resolve) => waiting.push(resolve));
    },
    (text) => told.push(text),
  );
  return {
    questions,
    async answer(text) {
      waiting.shift()?.(text);
      await new Promise((resolve) => setImmediate(resolve));
    },
    count: () => count,
    told,
  };
}

describe('one question at a time', () => {
  it('asks once more after the answer, however often it was wanted meanwhile', async () => {
    const { questions, answer, count, told } = asked();
    for (let times = 0; times < 50; times += 1) questions.ask();
    expect(count()).toBe(1);
    await answer('first');
    expect([count(), told]).toEqual([2, ['first']]);
    await answer('second');
    expect([count(), told]).toEqual([2, ['first', 'second']]);
  });

  it('asks anew when it is wanted after the answer', async () => {
    const { questions, answer, count, told } = asked();
    questions.ask();
    await answer('first');
    questions.ask();
    await answer('second');
    expect([count(), told]).toEqual([2, ['first', 'second']]);
  });

  it('tells nobody who has gone, and asks nothing more', async () => {
    const { questions, answer, count, told } = asked();
    questions.ask();
    questions.ask();
    questions.end();
    await answer('late');
    questions.ask();
    expect([count(), told]).toEqual([1, []]);
  });
});
