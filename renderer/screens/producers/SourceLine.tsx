import type { ReactNode } from 'react';
import { isLocalId } from '../../../domain/localId.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';

/** Where the values of a record come from, and how old they are. */
export function SourceLine({ record }: { readonly record: RecordDetail }): ReactNode {
  const now = useNow();
  if (isLocalId(record.id) || record.fetchedAt === null) {
    const words = new Set(record.fields.flatMap(({ staged }) => staged?.message ?? []));
    return (
      <p className="upl-producer-source">
        Made here and saved on this computer. Not sent to AgentSync yet. {[...words].join(' ')}
      </p>
    );
  }
  return (
    <p className="upl-producer-source" title={formatMoment(record.fetchedAt, now)}>
      {record.gone ? 'No longer at AgentSync. Last read' : 'Read from AgentSync'}{' '}
      {formatAge(record.fetchedAt, now)}.
    </p>
  );
}
