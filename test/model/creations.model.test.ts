import { families } from './families.ts';
import { testFamily } from './lives.ts';

/** Chains of new records, levels in bulk, new records that are given up again, and changes of what they hang on. */
testFamily(families.newRecords, 0.15);
testFamily(families.catalogue, 0.1);
