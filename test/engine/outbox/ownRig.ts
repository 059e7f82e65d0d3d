import { afterEach } from 'vitest';
import { rig } from './support.ts';
import type { Rig } from './support.ts';

/** Answers how a test of this file gets its rig; it is disposed of after the test. */
export function ownRig(): typeof rig {
  let used: Rig | null = null;
  afterEach(async () => {
    await used?.dispose();
    used = null;
  });
  return async (...options) => {
    used = await rig(...options);
    return used;
  };
}
