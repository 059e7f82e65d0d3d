import { z } from 'zod';
import type { Recipe } from '../../../domain/cohort.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { guarded } from '../outbox/stage.ts';
import type { Clock, Random } from '../ports.ts';
import type { Store } from '../store/api.ts';
import { readStored } from '../storedJson.ts';

const setting = 'cohort.recipes';
const mostRecipes = 200;

const stored = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    terms: z.object({
      commissionLevelIds: z.array(z.string()),
      assignmentStatusId: z.string(),
      annualizationId: z.string().nullable(),
      uplineNpn: z.string().nullable(),
    }),
    savedAt: z.number(),
  }),
);

/** Cohorts saved to be run again, kept with the connection whose levels they name. */
export interface Recipes {
  /** Newest first. */
  list(): Result<readonly Recipe[]>;
  /** The same name, whatever its case, replaces what it held. */
  save(name: string, terms: Recipe['terms']): Result<Recipe>;
  remove(id: string): Result<null>;
}

/** Keeps the recipes of cohorts. Ones that cannot be read are left as they are and said to be so. */
export function createRecipes(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}): Recipes {
  const { store, clock, random } = parts;

  const list = (): Result<readonly Recipe[]> => {
    const text = store.settings.get(setting);
    if (text === null) return ok([]);
    const known = readStored(text, stored);
    if (known !== null) return ok(known);
    return fail({
      code: 'recipes-unreadable',
      message:
        'The saved recipes cannot be read, so they are left as they are. Cohorts can be run without them; update Upline if another computer wrote them with a newer version.',
      remedy: 'update-app',
    });
  };
  const write = (recipes: readonly Recipe[]): Result<null> =>
    guarded(() => {
      store.transaction('gesture', () => store.settings.set(setting, JSON.stringify(recipes)));
      return ok(null);
    });

  return {
    list,
    save(name, terms) {
      const before = list();
      if (!before.ok) return before;
      const others = before.value.filter((recipe) => recipe.name.toLowerCase() !== name.toLowerCase());
      if (others.length >= mostRecipes) {
        return fail({
          code: 'too-many-recipes',
          message: `There are ${mostRecipes} recipes already. Remove one that is not used any more, then save again.`,
        });
      }
      const recipe: Recipe = { id: random.id(), name, terms, savedAt: clock.now() };
      const written = write([recipe, ...others]);
      return written.ok ? ok(recipe) : written;
    },
    remove(id) {
      const before = list();
      if (!before.ok) return before;
      return write(before.value.filter((recipe) => recipe.id !== id));
    },
  };
}
