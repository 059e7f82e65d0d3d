import type { Dialogs, Question } from './dialogs.ts';

/** What a person is about to leave. */
export type Leaving = 'quit' | 'close' | 'switch' | 'update';

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
    go: { quit: 'Quit', close: 'Close', switch: 'Switch', update: 'Install the update' }[leaving],
    stay: 'Stay',
    first: many ? 'Export them first…' : 'Export it first…',
  };
}

export interface LeavingParts {
  /** Null when the engine cannot tell. */
  readonly unsent: () => Promise<number | null>;
  readonly dialogs: Pick<Dialogs, 'ask'>;
  /** Shows the way to an encrypted copy of the unsent work. The person leaves anew afterwards. */
  readonly exportFirst: () => void;
}

/**
 * Whether the person agrees to leave; also to be asked before an update of Upline is installed. Asks only where there is something to say: nothing unsent, or an
 * engine that cannot tell, keeps nobody.
 */
export async function mayLeave(leaving: Leaving, parts: LeavingParts): Promise<boolean> {
  const count = await parts.unsent();
  if (count === null || count === 0) return true;
  const answer = await parts.dialogs.ask(leavingQuestion(leaving, count));
  if (answer === 'first') parts.exportFirst();
  return answer === 'go';
}
