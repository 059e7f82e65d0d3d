import type { ReactNode } from 'react';
import { changeStateOf } from '../../../domain/operation.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { shortenStates } from '../../components/dataTable/columns.ts';
import { ChangeMark } from '../../components/ChangeMark.tsx';
import { formatAge } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';

interface RecordFactsProps {
  readonly record: RecordDetail | null;
  /** Which fields, in order; empty ones are left out. */
  readonly fields: readonly string[];
}

/** The facts of the record one has drilled into, and how old they are. */
export function RecordFacts({ record, fields }: RecordFactsProps): ReactNode {
  const now = useNow();
  if (record === null) return <dl className="upl-facts" />;
  const shown = fields.flatMap((name) =>
    record.fields.filter(({ field, shown, staged }) => field === name && (shown !== '' || staged !== null)),
  );
  return (
    <dl className="upl-facts">
      {shown.map(({ field, label, kind, shown: value, staged }) => (
        <div key={field}>
          <dt>{label}</dt>
          <dd title={value}>
            {staged === null ? null : <ChangeMark state={changeStateOf(staged.state)} />}
            {value === '' ? '(emptied)' : kind === 'states' ? shortenStates(value) : value}
          </dd>
        </div>
      ))}
      <div>
        <dt>Read from AgentSync</dt>
        <dd>{record.fetchedAt === null ? 'Not there yet' : formatAge(record.fetchedAt, now)}</dd>
      </div>
    </dl>
  );
}
