import { useEffect, useState } from 'react';
import type { LevelPlan, WantedLevels } from '../../../domain/commissionGrid/plan.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { oneAtATime } from '../../state/oneAtATime.ts';

const partsOfPlan: ReadonlySet<CollectionName> = new Set(['product', 'commissionLevel']);

interface PlanInSight {
  readonly plan: LevelPlan | null;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/** What adding or copying would do, worked out again when levels change underneath. */
export function usePlan(wanted: WantedLevels): PlanInSight {
  const engine = useEngine();
  const [answer, setAnswer] = useState<Result<LevelPlan> | null>(null);
  const key = JSON.stringify(wanted);

  useEffect(() => {
    const asked: WantedLevels = JSON.parse(key);
    // A sync under way tells of new levels many times a second.
    const questions = oneAtATime(() => askForPlan(engine, asked), setAnswer);
    questions.ask();
    const stop = engine.on((event) => {
      const heard = event.event === 'rows' || event.event === 'membership';
      if (heard && partsOfPlan.has(event.collection)) questions.ask();
    });
    return () => {
      questions.end();
      stop();
    };
  }, [engine, key]);

  const again = async (): Promise<void> => setAnswer(await askForPlan(engine, wanted));
  return {
    plan: answer?.ok === true ? answer.value : null,
    failure: answer?.ok === false ? answer.error : null,
    retry: () => run(again()),
  };
}

async function askForPlan(engine: EngineClient, wanted: WantedLevels): Promise<Result<LevelPlan>> {
  return engine.call('grid.plan', { wanted: asRequest(wanted) });
}

type RequestedLevels =
  | { kind: 'add'; carrierId: string; productIds: string[]; levels: Record<string, string>[] }
  | { kind: 'copy'; fromProductId: string; toProductIds: string[] };

/** The same in the shape in which calls carry it. */
export function asRequest(wanted: WantedLevels): RequestedLevels {
  if (wanted.kind === 'copy')
    return { kind: 'copy', fromProductId: wanted.fromProductId, toProductIds: [...wanted.toProductIds] };
  const { carrierId, productIds, levels } = wanted;
  return { kind: 'add', carrierId, productIds: [...productIds], levels: levels.map((line) => ({ ...line })) };
}
