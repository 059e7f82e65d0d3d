import { families } from './families.ts';
import { testFamily } from './lives.ts';

/** Review, holding and sending by hand, terminations, reversals, corrections, and a vendor who goes back in time. */
testFamily(families.desk, 0.2);
testFamily(families.restored, 0.05);
