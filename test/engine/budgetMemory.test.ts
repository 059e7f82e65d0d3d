import { afterEach, expect, it } from 'vitest';
import { createBudgetMemory } from '../../main/engine/budgetMemory.ts';
import type { BudgetMemory } from '../../main/engine/connectors/budget.ts';
import { openTestStore } from './support/store.ts';

const one = openTestStore();
afterEach(() => one.dispose());

it('keeps what is left of a host’s budget in the file, a pause too, and takes what it cannot read for none', () => {
  const warnings: string[] = [];
  const memory = (): BudgetMemory =>
    createBudgetMemory(one.store, { write: (_level, message) => void warnings.push(message) });
  expect(memory().load()).toBeNull();
  const state = { at: one.now, tokens: 2.5, paused: { from: one.now, until: one.now + 60_000 } };
  memory().save(state);
  one.reopen();
  expect(memory().load()).toEqual(state);
  memory().save({ at: one.now + 1_000, tokens: 0, paused: null });
  one.reopen();
  expect(memory().load()).toEqual({ at: one.now + 1_000, tokens: 0, paused: null });
  one.store.transaction('mirror', () => one.store.settings.set('host-budget', '{"tokens":"many"}'));
  expect(memory().load()).toBeNull();
  // A file that takes nothing any more is no reason to stop asking.
  const kept = memory();
  one.store.close();
  kept.save(state);
  expect(warnings).toEqual(['The budget of the host could not be remembered']);
  one.reopen();
});
