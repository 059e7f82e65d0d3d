import type { Environment } from '../../preload/contract/engine.ts';

interface EnvironmentLook {
  readonly word: string;
  readonly color: string;
}

/** The word comes first: the band's colour only repeats it. */
export const environmentLooks: Readonly<Record<Environment, EnvironmentLook>> = {
  practice: { word: 'Practice', color: 'var(--upl-environment-practice)' },
  sandbox: { word: 'Sandbox', color: 'var(--upl-environment-sandbox)' },
  production: { word: 'Production', color: 'var(--upl-environment-production)' },
  custom: { word: 'Custom', color: 'var(--upl-environment-custom)' },
};

/** The word for an environment as it was written down, which may be one that is not known any more. */
export function environmentWord(environment: string): string {
  return Object.entries(environmentLooks).find(([name]) => name === environment)?.[1].word ?? environment;
}
