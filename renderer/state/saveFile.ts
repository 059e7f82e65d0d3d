import type { Result } from '../../domain/result.ts';
import { tell, tellFailure } from './messages.ts';

interface NamedText {
  readonly suggestedName: string;
  readonly text: string;
}

/** Asks where to keep data and writes it there. Answers whether it was kept; a failure is told. */
export async function saveFile(suggestedName: string, data: string | Uint8Array): Promise<boolean> {
  const answer = await window.upline.call('shell.save-file', {
    suggestedName,
    // A copy of its own: what crosses to the main process must not be part of a larger buffer.
    data: typeof data === 'string' ? data : new Uint8Array(data),
  });
  if (!answer.ok) {
    tellFailure(answer.error);
    return false;
  }
  return answer.value.saved;
}

/** Keeps text the engine makes as a file, and says so. */
export async function saveText(work: Promise<Result<NamedText>>): Promise<void> {
  const answer = await work;
  if (!answer.ok) return tellFailure(answer.error);
  if (await saveFile(answer.value.suggestedName, answer.value.text)) tell('The file was saved.');
}
