import type { ReactNode } from 'react';
import type { ProducerPosition } from '../../../preload/contract/producer.ts';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { downlineWords } from './downlineWords.ts';

interface ProducerHierarchyProps {
  readonly positions: readonly ProducerPosition[];
  readonly assignments: number;
}

/** Who stands above a producer and how many stand below, contract by contract. */
export function ProducerHierarchy({ positions, assignments }: ProducerHierarchyProps): ReactNode {
  const now = useNow();
  const oldest = Math.min(...positions.map(({ fetchedAt }) => fetchedAt));
  return (
    <section className="upl-card" aria-labelledby="producer-hierarchy">
      <header className="upl-producer-head">
        <h2 id="producer-hierarchy">Hierarchy position</h2>
      </header>
      {positions.length === 0 ? (
        <p className="upl-card-body upl-dim">
          No position: a producer stands in a hierarchy through its contract assignments.
        </p>
      ) : (
        <ul className="upl-producer-positions">
          {positions.map((position) => (
            <Position key={position.assignmentId} position={position} />
          ))}
        </ul>
      )}
      {assignments > positions.length && positions.length > 0 ? (
        <p className="upl-card-body upl-dim">{`The first ${positions.length} of ${assignments} contracts.`}</p>
      ) : null}
      {positions.length === 0 ? null : (
        <p className="upl-producer-source upl-card-body" title={formatMoment(oldest, now)}>
          From the uplines of contract assignments on this computer, read from AgentSync{' '}
          {formatAge(oldest, now)}.
        </p>
      )}
    </section>
  );
}

function Position({ position }: { readonly position: ProducerPosition }): ReactNode {
  const { product, carrier, level, uplines, endless } = position;
  return (
    <li>
      <p>
        <strong>{product === '' ? 'Product not known' : product}</strong>{' '}
        <span className="upl-dim">{[carrier, level].filter((text) => text !== '').join(' · ')}</span>
      </p>
      {uplines.length === 0 ? (
        <p className="upl-dim">At the top: no upline.</p>
      ) : (
        <ol className="upl-producer-chain" aria-label={`Uplines for ${product}, the highest first`}>
          {uplines.toReversed().map((upline) => (
            <li key={upline.assignmentId} title={upline.level === '' ? undefined : upline.level}>
              {uplineWords(upline)}
            </li>
          ))}
          <li aria-current="true">This producer</li>
        </ol>
      )}
      {endless ? (
        <p className="upl-producer-open">
          These uplines lead back to one of themselves. Have it corrected in AgentSync.
        </p>
      ) : null}
      <p className="upl-dim">{downlineWords(position)}</p>
    </li>
  );
}

function uplineWords({ npn, name }: ProducerPosition['uplines'][number]): string {
  if (npn === '') return 'Not on this computer';
  return name === '' ? `NPN ${npn}` : `${name} (${npn})`;
}
