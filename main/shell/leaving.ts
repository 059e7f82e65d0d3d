import type { Answer, Dialogs, Question } from './dialogs.ts';
import type { Unsent } from './unsent.ts';

/** What a person is about to leave. */
export type Leaving = 'quit' | 'close' | 'switch' | 'update';

const goWords: Readonly<Record<Leaving, string>> = {
  quit: 'Quit',
  close: 'Close',
  switch: 'Switch',
  update: 'Install the update',
};

/** The question before unsent work is left behind on this computer. */
export function leavingQuestion(leaving: Leaving, count: number): Question {
  const many = count !== 1;
  const number = count.toLocaleString('en-US');
  const when = {
    quit: 'when you open Upline again',
    close: 'when you open this connection again',
    switch: 'when you open this connection again',
    update: 'when the new version has started',
  }[leaving];
  return {
    message: `${number} ${many ? 'changes are' : 'change is'} saved on this computer and not sent to AgentSync.`,
    detail: `${many ? 'They stay here and are' : 'It stays here and is'} sent ${when}.`,
    go: goWords[leaving],
    stay: 'Stay',
    first: many ? 'Export them first…' : 'Export it first…',
  };
}

/** The question while the engine is too busy to tell how much is unsent. */
export function busyQuestion(leaving: Leaving): Question {
  return {
    message: 'Upline is busy and cannot tell yet whether everything is sent to AgentSync.',
    detail:
      'What is saved on this computer stays here. What you have just changed may still be on its way to the disk: wait until it is saved.',
    go: goWords[leaving],
    stay: 'Stay',
    first: 'Export unsent changes first…',
  };
}

export interface LeavingParts {
  readonly unsent: () => Promise<Unsent>;
  readonly dialogs: Pick<Dialogs, 'ask'>;
  /** Shows the way to an encrypted copy of the unsent work. The person leaves anew afterwards. */
  readonly exportFirst: () => void;
}

/**
 * Whether the person agrees to leave; also to be asked before an update of Upline is installed. Asks only where
 * there is something to say: nothing unsent, or no engine that could tell, keeps nobody. A busy engine is not waited
 * for in silence: the person is asked meanwhile, and that question gives way to the number when it comes.
 */
export async function mayLeave(leaving: Leaving, parts: LeavingParts): Promise<boolean> {
  const told = await parts.unsent();
  const found = 'count' in told ? told : await askMeanwhile(leaving, told.coming, parts);
  if ('answer' in found) return acted(found.answer, parts);
  if (found.count === null || found.count === 0) return true;
  return acted(await parts.dialogs.ask(leavingQuestion(leaving, found.count)), parts);
}

async function askMeanwhile(
  leaving: Leaving,
  coming: Promise<number | null>,
  { dialogs }: Pick<LeavingParts, 'dialogs'>,
): Promise<{ readonly answer: Answer } | { readonly count: number | null }> {
  const withdrawn = new AbortController();
  const answered = dialogs.ask(busyQuestion(leaving), withdrawn.signal).then((answer) => ({ answer }));
  const found = await Promise.race([answered, coming.then((count) => ({ count }))]);
  if ('count' in found) {
    withdrawn.abort();
    // Withdrawn, it has no answer that anybody waits for.
    answered.catch(() => undefined);
  }
  return found;
}

function acted(answer: Answer, { exportFirst }: Pick<LeavingParts, 'exportFirst'>): boolean {
  if (answer === 'first') exportFirst();
  return answer === 'go';
}
