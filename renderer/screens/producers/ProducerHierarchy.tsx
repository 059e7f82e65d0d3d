import type { ReactNode } from 'react';
import type { ProducerPosition } from '../../../preload/contract/producer.ts';
import { counted, formatAge, formatCount, formatMoment } from '../../state/format.ts';
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
          {alike(positions).map(([first, ...others]) => (
            <Position key={first.assignmentId} position={first} others={others} />
          ))}
        </ul>
      )}
      {assignments > positions.length && positions.length > 0 ? (
        <p className="upl-card-body upl-dim">
          {`The first ${formatCount(positions.length)} of ${counted(assignments, 'contract')}.`}
        </p>
      ) : null}
      {positions.length === 0 ? null : (
        <p className="upl-producer-source upl-producer-foot" title={formatMoment(oldest, now)}>
          From the uplines of contract assignments on this computer, read from AgentSync{' '}
          {formatAge(oldest, now)}.
        </p>
      )}
    </section>
  );
}

type Alike = readonly [ProducerPosition, ...ProducerPosition[]];

/** Positions under the same uplines and with as many below are told once, in the order of the contracts. */
function alike(positions: readonly ProducerPosition[]): readonly Alike[] {
  const groups = new Map<string, [ProducerPosition, ...ProducerPosition[]]>();
  const inOrder = positions.toSorted(
    (a, b) => a.carrier.localeCompare(b.carrier, 'en') || a.product.localeCompare(b.product, 'en'),
  );
  for (const position of inOrder) {
    const { uplines, direct, below, endless } = position;
    const key = JSON.stringify([uplines.map(({ npn, name }) => [npn, name]), direct, below, endless]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [position]);
    else known.push(position);
  }
  return [...groups.values()];
}

interface PositionProps {
  readonly position: ProducerPosition;
  /** Other contracts in the same position. */
  readonly others: readonly ProducerPosition[];
}

function Position({ position, others }: PositionProps): ReactNode {
  const { product, uplines, endless } = position;
  return (
    <li>
      {[position, ...others].map((one) => (
        <p key={one.assignmentId}>
          <strong>{one.product === '' ? 'Product not known' : one.product}</strong>{' '}
          <span className="upl-dim">
            {[one.carrier, one.level].filter((text) => text !== '').join(' · ')}
          </span>
        </p>
      ))}
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
