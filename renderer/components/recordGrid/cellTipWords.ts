import { changeStateOf } from '../../../domain/operation.ts';
import type { ChangeState } from '../../../domain/operation.ts';
import type { FieldDetail } from '../../../preload/contract/engine.ts';
import { asSentence, formatMoment } from '../../state/format.ts';
import { changeStateLooks, newRecordLook } from '../../theme/changeStates.ts';

/**
 * What the words beside a marked cell say: how the change stands, what AgentSync holds and what it is to become, by
 * whom and when that was staged, and why it was refused or is in conflict. AgentSync holds nothing of a new record.
 */
export function stagedTip(
  detail: FieldDetail | undefined,
  mark: ChangeState,
  now: number,
  isNew = false,
): readonly string[] {
  const staged = detail?.staged;
  if (detail === undefined || staged === undefined || staged === null)
    return [isNew ? newRecordLook.word : changeStateLooks[mark].word];
  const by = staged.by === '' ? '' : ` by ${staged.by}`;
  const lines = [
    ...(isNew ? [newRecordLook.word] : []),
    ...(isNew && mark === 'staged' ? [] : [changeStateLooks[changeStateOf(staged.state)].word]),
    ...(isNew ? [] : [`AgentSync: ${valueWords(detail.server)} → ${valueWords(detail.shown)}`]),
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
