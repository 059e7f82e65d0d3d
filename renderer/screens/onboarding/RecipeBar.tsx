import { Button, Menu, TextInput } from '@mantine/core';
import { IconBook2, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Recipe } from '../../../domain/cohort.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure, tellIfFailed } from '../../state/messages.ts';
import { describeLevels } from './describeLevel.ts';
import { applyRecipe, missingIn, termsOf, useOnboarding } from './onboardingStore.ts';

/** Terms kept under a name for the next class of producers. */
export function RecipeBar(): ReactNode {
  const engine = useEngine();
  const state = useOnboarding();
  const [recipes, setRecipes] = useState<readonly Recipe[]>([]);
  const [name, setName] = useState('');
  const incomplete = missingIn('terms', state);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const found = await readRecipes(engine);
      if (current) setRecipes(found);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine]);

  const use = async (recipe: Recipe): Promise<void> => {
    const levels = await describeLevels(engine, recipe.terms.commissionLevelIds);
    if (!levels.ok) return tellFailure(levels.error);
    // A level that is gone has no words any more.
    const present = levels.value.filter(({ level }) => level !== '');
    applyRecipe(recipe, present);
    setName(recipe.name);
    const gone = levels.value.length - present.length;
    if (gone > 0)
      tell(
        gone === 1
          ? 'One level of this recipe is no longer on this computer and was left out.'
          : `${gone} levels of this recipe are no longer on this computer and were left out.`,
      );
  };
  const save = async (): Promise<void> => {
    const terms = termsOf(state);
    const answer = await engine.call('recipe.save', {
      name,
      terms: { ...terms, commissionLevelIds: [...terms.commissionLevelIds] },
    });
    if (!answer.ok) return tellFailure(answer.error);
    tell(`Recipe “${answer.value.name}” saved on this computer.`);
    setRecipes(await readRecipes(engine));
  };
  const remove = async (recipe: Recipe): Promise<void> => {
    await tellIfFailed(engine.call('recipe.remove', { id: recipe.id }));
    setRecipes(await readRecipes(engine));
  };

  return (
    <form
      className="upl-onboarding-recipes"
      aria-label="Recipes"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && incomplete === null) run(save());
      }}
    >
      <Menu position="bottom-start" shadow="md" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            disabled={recipes.length === 0}
            leftSection={<IconBook2 size={15} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            Use a recipe
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {recipes.map((recipe) => (
            <div key={recipe.id} className="upl-onboarding-recipe">
              <Menu.Item onClick={() => run(use(recipe))}>{recipe.name}</Menu.Item>
              <Menu.Item
                aria-label={`Remove the recipe ${recipe.name}`}
                title="Remove"
                closeMenuOnClick={false}
                onClick={() => run(remove(recipe))}
              >
                <IconTrash size={15} aria-hidden />
              </Menu.Item>
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className="upl-onboarding-gap" />
      <TextInput
        aria-label="Name of the recipe"
        placeholder="Save these terms as…"
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        disabled={name.trim() === '' || incomplete !== null}
        title={incomplete ?? undefined}
      >
        Save recipe
      </Button>
    </form>
  );
}

async function readRecipes(engine: EngineClient): Promise<readonly Recipe[]> {
  const answer = await engine.call('recipe.list', {});
  if (answer.ok) return answer.value.recipes;
  tellFailure(answer.error);
  return [];
}
