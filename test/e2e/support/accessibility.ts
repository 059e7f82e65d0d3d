import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { settled } from './settled.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

interface Scan {
  /** Only what lies within this, and not the whole window. */
  readonly within?: string;
  /** Not only WCAG at level AA, but also what is merely good practice. */
  readonly everyRule?: boolean;
}

/** Every rule broken on the screen as it stands, with the elements that break it. */
export async function violations(
  page: Page,
  { within, everyRule = false }: Scan = {},
): Promise<readonly string[]> {
  await settled(page);
  // Electron has one window and opens no blank page to finish a run in, which the newer mode needs.
  let scan = new AxeBuilder({ page }).setLegacyMode(true);
  if (!everyRule) scan = scan.withTags(rules);
  if (within !== undefined) scan = scan.include(within);
  const { violations: found } = await scan.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
