import { Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { changeStateOf } from '../../../domain/operation.ts';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import { formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { operationWord } from '../../state/operationWord.ts';
import { worded } from './worded.ts';

/** Fields that say nothing beside the card they stand in. */
const left: ReadonlySet<string> = new Set(['displayName', 'producerId']);

interface FieldListProps {
  readonly record: RecordDetail;
}

/** The values of a record; what is staged shows both sides, what is empty is left out. */
export function FieldList({ record }: FieldListProps): ReactNode {
  const now = useNow();
  const fields = record.fields.filter(
    ({ field, shown, staged }) => !left.has(field) && (shown !== '' || staged !== null),
  );
  return (
    <dl className="upl-producer-fields">
      {fields.map((field) => (
        <div
          key={field.field}
          data-wide={isWide(record, field) || undefined}
          data-long={fieldOf(record.collection, field.field)?.format === 'email' || undefined}
        >
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} />
            {field.staged === null || isLocalId(record.id) ? null : (
              <Staged field={field} staged={field.staged} now={now} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isWide({ collection }: RecordDetail, { field }: FieldDetail): boolean {
  return fieldOf(collection, field)?.computed === true && field === 'name';
}

function Value({ field }: { readonly field: FieldDetail }): ReactNode {
  const text = worded(field);
  if (field.maskedBecause === null) return <span title={field.shown}>{text === '' ? '–' : text}</span>;
  return (
    <Tooltip label={field.maskedBecause} multiline w={280}>
      {/* Reachable by keyboard, because the reason is only in the tooltip. */}
      <button type="button" className="upl-producer-masked" aria-label={`${text}. ${field.maskedBecause}`}>
        {text} <IconLock size={12} aria-hidden />
      </button>
    </Tooltip>
  );
}

interface StagedProps {
  readonly field: FieldDetail;
  readonly staged: NonNullable<FieldDetail['staged']>;
  readonly now: number;
}

function Staged({ field, staged, now }: StagedProps): ReactNode {
  const look = changeStateLooks[changeStateOf(staged.state)];
  return (
    <span className="upl-producer-staged" style={{ color: `var(${look.color})` }}>
      <span aria-hidden>{look.sign}</span> {operationWord(staged.state)} · staged{' '}
      {formatMoment(staged.at, now)}
      {field.server === '' ? '' : `, was ${field.server}`}
      {staged.message === null ? '' : ` · ${staged.message}`}
    </span>
  );
}
