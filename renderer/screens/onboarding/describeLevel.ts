import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { ChosenLevel } from './onboardingStore.ts';

/** Levels with their products and carriers, in words, from the local store. */
export async function describeLevels(
  engine: EngineClient,
  commissionLevelIds: readonly string[],
): Promise<Result<readonly ChosenLevel[]>> {
  const answer = await engine.call('cohort.describe', { commissionLevelIds: [...commissionLevelIds] });
  return answer.ok ? ok(answer.value.offers) : answer;
}
