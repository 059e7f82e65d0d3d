import { describe, expect, it } from 'vitest';
import type { Answer, Question } from '../../../main/shell/dialogs.ts';
import { busyQuestion, leavingQuestion, mayLeave } from '../../../main/shell/leaving.ts';

function asked(answer: Answer) {
  const questions: Question[] = [];
  let shown = 0;
  return {
    questions,
    exports: () => shown,
    parts: {
      exportFirst: () => (shown += 1),
      dialogs: {
        ask(question: Question) {
          questions.push(question);
          return Promise.resolve(answer);
        },
      },
    },
  };
}

it('names the number of changes and says what becomes of them', () => {
  expect(leavingQuestion('quit', 38)).toEqual({
    message: '38 changes are saved on this computer and not sent to AgentSync.',
    detail: 'They stay here and are sent when you open Upline again.',
    go: 'Quit',
    stay: 'Stay',
    first: 'Export them first…',
  });
  expect(leavingQuestion('close', 1)).toEqual({
    message: '1 change is saved on this computer and not sent to AgentSync.',
    detail: 'It stays here and is sent when you open this connection again.',
    go: 'Close',
    stay: 'Stay',
    first: 'Export it first…',
  });
  expect(leavingQuestion('update', 2)).toMatchObject({
    detail: 'They stay here and are sent when the new version has started.',
    go: 'Install the update',
    stay: 'Stay',
  });
  expect(leavingQuestion('switch', 10_412).message).toMatch(/^10,412 changes/);
});

it.each([0, null])('asks nobody when there are %s unsent changes', async (count) => {
  const { questions, parts } = asked('stay');
  expect(await mayLeave('quit', { unsent: () => Promise.resolve({ count }), ...parts })).toBe(true);
  expect(questions).toEqual([]);
});

it.each([
  ['go', true, 0],
  ['stay', false, 0],
  ['first', false, 1],
] as const)(
  'answered “%s” it leaves: %s, and shows the export %d times',
  async (answer, leaves, exported) => {
    const { questions, exports, parts } = asked(answer);
    expect(await mayLeave('update', { unsent: () => Promise.resolve({ count: 3 }), ...parts })).toBe(leaves);
    expect(questions).toEqual([leavingQuestion('update', 3)]);
    expect(exports()).toBe(exported);
  },
);

describe('an engine too busy to tell', () => {
  const never = new Promise<number | null>(() => undefined);

  it.each([
    ['go', true, 0],
    ['stay', false, 0],
    ['first', false, 1],
  ] as const)('is told, and answered “%s” it leaves: %s', async (answer, leaves, exported) => {
    const { questions, exports, parts } = asked(answer);
    expect(await mayLeave('quit', { unsent: () => Promise.resolve({ coming: never }), ...parts })).toBe(
      leaves,
    );
    expect(questions).toEqual([busyQuestion('quit')]);
    expect(exports()).toBe(exported);
  });

  it.each([
    [0, true, []],
    [null, true, []],
    [7, false, [leavingQuestion('close', 7)]],
  ] as const)('that then counts %s withdraws the question', async (count, leaves, next) => {
    const questions: Question[] = [];
    let withdrawn = 0;
    const ask = (question: Question, signal?: AbortSignal): Promise<Answer> => {
      questions.push(question);
      if (signal === undefined) return Promise.resolve('stay');
      tell(count);
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          withdrawn += 1;
          resolve('stay');
        });
      });
    };
    let tell: (count: number | null) => void = () => undefined;
    const coming = new Promise<number | null>((resolve) => (tell = resolve));
    const may = mayLeave('close', {
      unsent: () => Promise.resolve({ coming }),
      dialogs: { ask },
      exportFirst: () => undefined,
    });
    expect(await may).toBe(leaves);
    expect(withdrawn).toBe(1);
    expect(questions).toEqual([busyQuestion('close'), ...next]);
  });
});
