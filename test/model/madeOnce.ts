import { expect } from 'vitest';
import type { JournalEntry } from '../../sandbox/index.ts';
import type { Life } from './life.ts';
import { tableOf } from './tables.ts';
import type { Thing } from './things.ts';

/** Somebody may make the same record between our look and our request: nothing the vendor offers prevents it. */
const betweenLookAndRequestMs = 10_000;

/** What was made here is at the vendor once: made by us, or taken over from somebody who made it before. */
export function eachMadeOnce({ world, oracle }: Life): void {
  const creates = world.sandbox.control.journal().filter(({ action }) => action === 'create');
  for (const thing of oracle.things.all()) {
    const { collection, name, twinAt } = thing;
    const ours = creates.filter((entry) => entry.origin !== 'remote' && isOf(entry, thing));
    const what = `${collection} ${name}`;
    expect(ours.length, `${what} made by us`).toBeLessThanOrEqual(1);
    const [made] = ours;
    if (!oracle.things.expected(thing)) {
      expect(ours.length, `${what}, which was taken back`).toBe(0);
    } else if (twinAt === null) {
      expect(ours.length, `${what} made by us`).toBe(1);
    } else if (made !== undefined) {
      expect(collection, `${what}, whose name was taken`).not.toBe('carrier');
      expect(made.at - twinAt, `${what} made although it was there`).toBeLessThan(betweenLookAndRequestMs);
    }
    if (thing.parent === null || made === undefined) continue;
    const above = creates.find((entry) => thing.parent !== null && isOf(entry, thing.parent));
    expect(above?.seq ?? 0, `${what} before what it needs`).toBeLessThan(made.seq);
  }
}

function isOf({ collection, changes }: JournalEntry, thing: Thing): boolean {
  if (collection !== tableOf[thing.collection]) return false;
  const named = changes[thing.collection === 'contractAssignment' ? 'writingNumber' : 'name']?.to;
  return typeof named === 'string' && named.toLowerCase() === thing.name.toLowerCase();
}
