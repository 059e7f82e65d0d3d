import type { JsonObject } from '../../../../domain/json.ts';

/** What AgentSync said of the changes of single assignments. */
export interface AssignmentChangeStore {
  replace(
    assignmentId: string,
    read: {
      readonly changes: readonly { readonly id: string; readonly server: JsonObject }[];
      readonly unreadable: number;
    },
    now: number,
  ): void;
  /** As last read, in the vendor's order; null when it never was. */
  read(assignmentId: string): {
    readonly fetchedAt: number;
    readonly unreadable: number;
    readonly changes: readonly JsonObject[];
  } | null;
}

/** The numbers by which people call contract assignments. */
export type AssignmentNumber = 'npn' | 'writingNumber';

/** Uplines and downlines of contract assignments, by effective values. */
export interface ChainStore {
  /** The commission level of each of these assignments; unknown ids are left out. */
  levelsOf(ids: readonly string[]): ReadonlyMap<string, string | null>;
  /** Assignments, not gone, that have one of these numbers, by effective values. */
  numbered(
    key: AssignmentNumber,
    numbers: readonly string[],
  ): readonly { readonly number: string; readonly rowid: number; readonly id: string }[];
  /** Assignments, not gone, directly below these. */
  downlinesOf(ids: readonly string[]): readonly {
    readonly uplineId: string;
    readonly id: string;
    readonly commissionLevelId: string | null;
  }[];
  /** The same, each as the place of its upline among `ids` and the rowid it has itself. */
  below(ids: readonly string[]): readonly { readonly upline: number; readonly rowid: number }[];
  /**
   * The levels that stand one directly above the other on these products, with how many assignments and the
   * NPN of one of them. Goes through the products' assignments.
   */
  levelPairs(productIds: readonly string[]): readonly {
    readonly levelId: string;
    readonly uplineLevelId: string;
    readonly count: number;
    readonly npn: string;
  }[];
  /** Every assignment, not gone, of a carrier's products; empty text for what it lacks. Tens of milliseconds at 100,000. */
  ofCarrier(carrierId: string): readonly {
    readonly id: string;
    readonly npn: string;
    readonly writingNumber: string;
  }[];
}

/** Where single assignments stand in their hierarchy, by effective values. */
export interface PositionStore {
  /** Everybody above, nearest first, at most `most`; a chain that leads into itself goes round until then. */
  uplinesOf(
    id: string,
    most: number,
  ): readonly {
    readonly id: string;
    /** Null where the assignment is not on this computer. */
    readonly npn: string | null;
    readonly commissionLevelId: string | null;
  }[];
  /** How many stand directly below, and in all; null where there are more than `most`. */
  downlineCount(id: string, most: number): { readonly direct: number; readonly below: number | null };
}
