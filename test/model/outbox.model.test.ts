import { families } from './families.ts';
import { testFamily } from './lives.ts';
import { soak } from './soak.ts';

/**
 * Random lives of an outbox: gestures, undo, other people's edits, pulls, lost networks, every fault
 * of the wire, clock jumps, restarts and kills, against the stand-in and an oracle of what a person
 * may expect. In virtual time and without sockets, so a failing life is repeated exactly and shrunk.
 * `npm run test:soak` lives the lives of all families with new seeds instead, until its time is over.
 */
const minutes = process.env['UPLINE_SOAK_MINUTES'];

if (minutes === undefined) testFamily(families.typing, 0.3);
else soak(Number(minutes));
