import type { TypeCasing } from '../../../../domain/commissionLevel.ts';

/** How a connection spells commission types, and how that is known. */
export interface KnownCasing {
  readonly casing: TypeCasing;
  /** `accepted`: the server took a write spelt so. `shown`: a record was read that is spelt so. */
  readonly by: 'accepted' | 'shown';
}

/** Where the spelling of a connection is remembered, so that a restart does not forget it. */
export interface CasingMemory {
  load(): KnownCasing | null;
  /** Must not throw: a full disk is no reason to stop reading. */
  save(known: KnownCasing): void;
}

/** The spelling in which commission types are written to one connection. */
export interface TypeSpelling {
  current(): TypeCasing;
  /** A record of the server is spelt so. */
  shown(casing: TypeCasing): void;
  /** The server took a write that is spelt so. */
  accepted(casing: TypeCasing): void;
}

/** Three of the vendor's four pages write it so, and only they name an error (vendor-apis section 7, item 1). */
const usual: TypeCasing = 'title';

/**
 * What the first record read shows is taken over, what the server accepted is believed more. Nothing
 * else changes the spelling: records that show another one later may come from other programs, and a
 * refusal is answered by a person (vendor-apis section 6, item 1).
 */
export function createTypeSpelling(memory: CasingMemory): TypeSpelling {
  let known = memory.load();
  const learn = (next: KnownCasing): void => {
    known = next;
    memory.save(next);
  };
  return {
    current: () => known?.casing ?? usual,
    shown(casing) {
      if (known === null) learn({ casing, by: 'shown' });
    },
    accepted(casing) {
      if (known?.by !== 'accepted' || known.casing !== casing) learn({ casing, by: 'accepted' });
    },
  };
}

/** A memory that ends with the process. */
export function forgetfulCasing(): CasingMemory {
  return { load: () => null, save: () => undefined };
}
