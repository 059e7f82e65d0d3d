import { useEffect, useState } from 'react';
import type { CohortDryRun } from '../../../domain/cohort.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { oneAtATime } from '../../state/oneAtATime.ts';
import { npnsOf, termsOf, useOnboarding } from './onboardingStore.ts';

/** The dry run of the cohort on screen; it runs again when records come or go underneath it. */
export function useDryRun(): {
  readonly dryRun: CohortDryRun | null;
  readonly failure: Failure | null;
  readonly retry: () => void;
} {
  const engine = useEngine();
  const [answer, setAnswer] = useState<Result<CohortDryRun> | null>(null);

  useEffect(() => {
    // A sync under way tells of new records many times a second.
    const questions = oneAtATime(() => ask(engine), setAnswer);
    questions.ask();
    const stop = engine.on((event) => {
      if (event.event === 'membership') questions.ask();
    });
    return () => {
      questions.end();
      stop();
    };
  }, [engine]);

  const again = async (): Promise<void> => setAnswer(await ask(engine));

  return {
    dryRun: answer?.ok === true ? answer.value : null,
    failure: answer?.ok === false ? answer.error : null,
    retry: () => run(again()),
  };
}

async function ask(engine: EngineClient): Promise<Result<CohortDryRun>> {
  const state = useOnboarding.getState();
  const { commissionLevelIds, ...terms } = termsOf(state);
  return engine.call('cohort.dry-run', {
    ...terms,
    commissionLevelIds: [...commissionLevelIds],
    npns: [...npnsOf(state)],
  });
}
