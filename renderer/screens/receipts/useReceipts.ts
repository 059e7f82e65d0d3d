import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { Failure } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { ReceiptSummary } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

const pageSize = 100;
const mostAtOnce = 500;

interface Receipts {
  /** Null until they were read once. */
  readonly receipts: readonly ReceiptSummary[] | null;
  readonly failure: Failure | null;
  readonly mayBeMore: boolean;
  readonly more: () => void;
  readonly retry: () => void;
}

/** Receipts, newest first, read again when a change settles or is staged. */
export function useReceipts(): Receipts {
  const engine = useEngine();
  const [limit, setLimit] = useState(pageSize);
  const [receipts, setReceipts] = useState<readonly ReceiptSummary[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const readAgain = useRef<() => void>(() => undefined);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await readReceipts(engine, limit);
      if (!current) return;
      if (answer.ok) setReceipts(answer.value);
      // While the engine starts again the list stays as it was; its events bring the next reading.
      if (answer.ok || answer.error.code !== 'engine-stopped') setFailure(answer.ok ? null : answer.error);
    };
    readAgain.current = () => run(read());
    run(read());
    const stop = engine.on((event) => {
      if (event.event === 'receipt' || event.event === 'outbox') run(read());
    });
    return () => {
      current = false;
      stop();
    };
  }, [engine, limit]);

  return {
    receipts,
    failure,
    mayBeMore: receipts !== null && receipts.length >= limit,
    more: () => setLimit((before) => before + pageSize),
    retry: () => readAgain.current(),
  };
}

async function readReceipts(engine: EngineClient, limit: number): Promise<Result<readonly ReceiptSummary[]>> {
  const found: ReceiptSummary[] = [];
  for (let offset = 0; offset < limit; offset += mostAtOnce) {
    const answer = await engine.call('receipt.list', { offset, limit: Math.min(mostAtOnce, limit - offset) });
    if (!answer.ok) return answer;
    found.push(...answer.value.receipts);
  }
  return ok(found);
}
