import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { SetAsideItem } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatMoment } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { targetName } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';

const pageSize = 100;

/** Records that could not be understood: kept with their reason, so that nothing is lost silently. */
export function SetAsideList({ count }: { readonly count: number }): ReactNode {
  const engine = useEngine();
  const now = useNow();
  const [limit, setLimit] = useState(pageSize);
  const [items, setItems] = useState<readonly SetAsideItem[]>([]);
  const [total, setTotal] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const found: SetAsideItem[] = [];
      // The count only says that something changed; the engine is asked also when it is none.
      for (let offset = 0; offset < Math.min(limit, Math.max(count, 1)); offset += pageSize) {
        const answer = await engine.call('sync.set-aside', { offset, limit: pageSize });
        if (!current) return;
        if (!answer.ok) {
          setFailure(answer.error);
          return;
        }
        found.push(...answer.value.items);
        setTotal(answer.value.total);
      }
      setFailure(null);
      setItems(found);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, limit, count]);

  return (
    <section className="upl-card" aria-labelledby="set-aside">
      <h2 id="set-aside">Set aside</h2>
      {failure === null ? null : (
        <div className="upl-card-body">
          <FailureNote failure={failure} />
        </div>
      )}
      <p className="upl-card-body upl-dim">
        {total === 0
          ? 'Every record that arrived could be read. One that cannot be read is kept here with its reason, and does not hold up the rest.'
          : `${counted(total, 'record')} that arrived could not be read. ${total === 1 ? 'It is' : 'They are'} missing from the lists; everything else was taken over.`}
      </p>
      <ul className="upl-aside">
        {items.map((item) => (
          <li key={`${item.target} ${item.key}`}>
            <SetAsideEntry item={item} now={now} />
          </li>
        ))}
      </ul>
      {items.length < total ? (
        <div className="upl-card-body">
          <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
            Show more
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function SetAsideEntry({ item, now }: { readonly item: SetAsideItem; readonly now: number }): ReactNode {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(item.raw);
    tell('Copied the record as AgentSync sent it.');
  };
  return (
    <details>
      <summary>
        <strong>
          {targetName(item.target)} · {item.key}
        </strong>
        <span>{item.reason}</span>
        <span className="upl-dim upl-small">{formatMoment(item.at, now)}</span>
      </summary>
      <pre className="upl-raw upl-mono">{indented(item.raw)}</pre>
      <Button variant="default" onClick={() => run(copy())}>
        Copy
      </Button>
    </details>
  );
}

/** Indented where it is whole JSON; it may be cut off, and is then shown as it is. */
function indented(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
