import { families } from './families.ts';
import { testFamily } from './lives.ts';

/** The same random lives over real HTTP: what only sockets can do wrong, sockets do here. */
testFamily(families.typing, 0.05, 'sockets');
