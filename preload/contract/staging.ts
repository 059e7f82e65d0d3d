import { z } from 'zod';
import { stagingRules } from '../../domain/stagingRules.ts';
import type { StagingRule } from '../../domain/stagingRules.ts';

/** What comes back when a person's gesture is staged. */

export interface RefusedEdit {
  readonly id: string;
  /** How a person recognises the row, e.g. `NPN 15645555 · Term Life 20`. */
  readonly record: string;
  readonly field: string;
  readonly fieldLabel: string;
  readonly found: string;
  readonly expected: string;
}

/** Cells that break a rule a person may set aside, e.g. a status moved backwards. */
export interface StageWarnings {
  readonly groups: readonly {
    readonly rule: StagingRule;
    readonly count: number;
    /** At most 50. `id` is empty for a record that is still to be made. */
    readonly named: readonly {
      readonly id: string;
      readonly record: string;
      readonly field: string;
      /** What breaks the rule, e.g. `Approved → Invited`. */
      readonly words: string;
    }[];
  }[];
  /** Cells that break a rule, each counted once. */
  readonly cells: number;
  /** Cells that would be changed and break none. */
  readonly clean: number;
}

/** A person's answer to warnings: set these rules aside for a reason, or leave the cells out. */
export const warned = z.union([
  z.object({
    accept: z.object({ reason: z.string().trim().min(3).max(500), rules: z.array(z.enum(stagingRules)) }),
  }),
  z.object({ leaveOut: z.literal(true) }),
]);
export type Warned = z.input<typeof warned>;

/** What a gesture did: it is saved on this computer, and not sent. */
export interface StageOutcome {
  /** Null when nothing was staged: nothing changed, everything was refused, or there are warnings. */
  readonly batchId: string | null;
  readonly label: string;
  /** Cells changed. */
  readonly staged: number;
  /** Cells whose text was already the value. */
  readonly unchanged: number;
  /** At most `mostRefusedKept` of them, all of them counted in `refusedCount`. */
  readonly refused: readonly RefusedEdit[];
  readonly refusedCount: number;
  /** Then nothing was staged: the call is repeated with `warned`. */
  readonly warnings: StageWarnings | null;
  /** Cells left out because they break a rule. */
  readonly leftOut: number;
}
