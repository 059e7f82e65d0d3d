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
