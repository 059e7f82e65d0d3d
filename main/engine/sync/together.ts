import { isOfTurris } from '../../../domain/collections.ts';
import type { Sync } from './api.ts';

/** The mirrors of both vendors as one: each goes on by itself, and neither waits for the other. */
export function together(agentSync: Sync, turris: Sync): Sync {
  const both = [agentSync, turris];
  return {
    start() {
      for (const one of both) one.start();
    },
    async stop() {
      await Promise.all(both.map((one) => one.stop()));
    },
    now() {
      for (const one of both) one.now();
    },
    refresh() {
      for (const one of both) one.refresh();
    },
    states: () => both.flatMap((one) => one.states()),
    agreeToRemove: (target) => (isOfTurris(target) ? turris : agentSync).agreeToRemove(target),
  };
}
