import { expect, it } from 'vitest';
import type { Question } from '../../../main/shell/dialogs.ts';
import { leavingQuestion, mayLeave } from '../../../main/shell/leaving.ts';

function asked(answer: boolean) {
  const questions: Question[] = [];
  return {
    questions,
    dialogs: {
      ask(question: Question) {
        questions.push(question);
        return Promise.resolve(answer);
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
  });
  expect(leavingQuestion('close', 1)).toEqual({
    message: '1 change is saved on this computer and not sent to AgentSync.',
    detail: 'It stays here and is sent when you open this connection again.',
    go: 'Close',
    stay: 'Stay',
  });
  expect(leavingQuestion('switch', 10_412).message).toMatch(/^10,412 changes/);
});

it.each([0, null])('asks nobody when there are %s unsent changes', async (count) => {
  const { questions, dialogs } = asked(false);
  expect(await mayLeave('quit', { unsent: () => Promise.resolve(count), dialogs })).toBe(true);
  expect(questions).toEqual([]);
});

it.each([true, false])('does what the person answered: %s', async (answer) => {
  const { questions, dialogs } = asked(answer);
  expect(await mayLeave('quit', { unsent: () => Promise.resolve(3), dialogs })).toBe(answer);
  expect(questions).toHaveLength(1);
});
