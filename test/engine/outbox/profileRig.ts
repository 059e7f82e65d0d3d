import { afterEach } from 'vitest';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { rig } from './support.ts';
import type { Rig, RigOptions } from './support.ts';

const used: Rig[] = [];
afterEach(async () => {
  for (const one of used.splice(0)) await one.dispose();
});

/** A computer that exchanges producers and what hangs on them; gone after the test. */
export async function profileRig(options: RigOptions = {}): Promise<Rig> {
  const made = await rig({ producerProfile: noOverride, ...options });
  used.push(made);
  return made;
}
