import { families } from './families.ts';
import { testFamily } from './lives.ts';

/** Chains of new records, levels in bulk, and new records that are given up again. */
testFamily(families.newRecords, 0.2);
