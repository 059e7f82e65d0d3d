import { changeStateOf } from '../../../domain/operation.ts';
import type { ChangeState } from '../../../domain/operation.ts';
import type { FieldDetail } from '../../../preload/contract/engine.ts';
import { asSentence, formatMoment } from '../../state/format.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';

/**
 * What the words beside a marked cell say: how the change stands, what AgentSync holds and what it is to become, by
 * whom and when that was staged, and why it was refused or is in conflict.
 */
export function stagedTip(
  detail: FieldDetail | undefined,
  mark: ChangeState,
  now: number,
): readonly string[] {
  const staged = detail?.staged;
  if (detail === undefined || staged === undefined || staged === null) return [changeStateLooks[mark].word];
  const by = staged.by === '' ? '' : ` by ${staged.by}`;
  const lines = [
    changeStateLooks[changeStateOf(staged.state)].word,
    `AgentSync: ${valueWords(detail.server)} → ${valueWords(detail.shown)}`,
    `Staged ${formatMoment(staged.at, now)}${by}`,
  ];
  if (staged.message !== null) lines.push(asSentence(staged.message));
  return lines;
}

/** A value as it stands in a sentence; a very long one is cut, with a sign that it was. */
function valueWords(text: string): string {
  if (text === '') return '(empty)';
  return text.length <= 120 ? `“${text}”` : `“${text.slice(0, 119)}…”`;
}
