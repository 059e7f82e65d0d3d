import { families } from './families.ts';
import { testFamily } from './lives.ts';

/** Records that others make, remove, or make at the same time; and two computers of one agency. */
testFamily(families.comingAndGoing, 0.15);
testFamily(families.together, 0.1);
