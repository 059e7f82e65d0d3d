import { expect, it } from 'vitest';
import type { Answer, Question } from '../../../main/shell/dialogs.ts';
import { leavingQuestion, mayLeave } from '../../../main/shell/leaving.ts';

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
  expect(await mayLeave('quit', { unsent: () => Promise.resolve(count), ...parts })).toBe(true);
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
    expect(await mayLeave('quit', { unsent: () => Promise.resolve(3), ...parts })).toBe(leaves);
    expect(questions).toHaveLength(1);
    expect(exports()).toBe(exported);
  },
);
