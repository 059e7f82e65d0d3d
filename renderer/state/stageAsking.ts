import { create } from 'zustand';
import type { Result } from '../../domain/result.ts';
import type { StageWarnings, Warned } from '../../preload/contract/engine.ts';

/** What a person is asked: rules that a gesture breaks, before anything of it is staged. */
interface Question {
  readonly warnings: StageWarnings;
  /** Whether something remains when the cells in question are left out. */
  readonly canLeaveOut: boolean;
  readonly answer: (warned: Warned | null) => void;
}

interface QuestionState {
  readonly question: Question | null;
}

/** The question in front of the person; one at a time, because a gesture waits for its answer. */
export const useQuestion = create<QuestionState>(() => ({ question: null }));

function ask(warnings: StageWarnings, canLeaveOut: boolean): Promise<Warned | null> {
  // A gesture that comes while another is asked about is a gesture not made.
  useQuestion.getState().question?.answer(null);
  return new Promise((resolve) => {
    const answer = (warned: Warned | null): void => {
      useQuestion.setState({ question: null });
      resolve(warned);
    };
    useQuestion.setState({ question: { warnings, canLeaveOut, answer } });
  });
}

/**
 * Stages through `call`; where rules are broken it asks and calls again with the person's decision.
 * Null when the person cancelled: then nothing was staged.
 */
export async function stageAsking<Outcome extends { readonly warnings: StageWarnings | null }>(
  call: (warned: Warned | undefined) => Promise<Result<Outcome>>,
  { leaveOut }: { readonly leaveOut: boolean },
): Promise<Result<Outcome> | null> {
  let result = await call(undefined);
  while (result.ok && result.value.warnings !== null) {
    const { warnings } = result.value;
    const warned = await ask(warnings, leaveOut && warnings.clean > 0);
    if (warned === null) return null;
    result = await call(warned);
  }
  return result;
}
