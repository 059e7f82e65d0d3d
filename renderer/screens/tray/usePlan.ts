import { useEffect, useState } from 'react';
import type { SendPlan } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** Planning reads every unsent change; while many settle one after the other it follows calmly. */
const settleMs = 500;

/** What sending these operations, or everything clean, would take; null until known. */
export function usePlan(operationIds: readonly string[] | undefined): SendPlan | null {
  const engine = useEngine();
  const [known, setKnown] = useState<{ readonly of: typeof operationIds; readonly plan: SendPlan } | null>(
    null,
  );

  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      const answer = await engine.call(
        'outbox.plan',
        operationIds === undefined ? {} : { operationIds: [...operationIds] },
      );
      if (current) setKnown(answer.ok ? { of: operationIds, plan: answer.value } : null);
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => run(read()), settleMs);
    };
    run(read());
    const stop = engine.on((event) => {
      if (event.event === 'outbox') soon();
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [engine, operationIds]);

  // What sending something else would take says nothing about these.
  return known !== null && known.of === operationIds ? known.plan : null;
}
