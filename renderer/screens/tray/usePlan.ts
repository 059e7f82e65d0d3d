import { useEffect, useState } from 'react';
import type { SendPlan } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** Planning reads every unsent change; while many settle one after the other it follows calmly. */
const settleMs = 500;

/** What sending these operations, or everything clean, would take; null until known. */
export function usePlan(operationIds: readonly string[] | undefined): SendPlan | null {
  const engine = useEngine();
  const [plan, setPlan] = useState<SendPlan | null>(null);

  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      const answer = await engine.call(
        'outbox.plan',
        operationIds === undefined ? {} : { operationIds: [...operationIds] },
      );
      if (current) setPlan(answer.ok ? answer.value : null);
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

  return plan;
}
