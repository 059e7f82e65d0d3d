import type { JsonObject } from '../../../../domain/json.ts';

/** What was read of AgentSync Hierarchies. */
export interface HierarchyStore {
  /** Replaces what an organization holds positions for; changelogs that were read stay. */
  replaceHierarchies(
    organizationId: string,
    found: readonly { readonly id: string; readonly productId: string; readonly server: JsonObject }[],
  ): void;
  /** The hierarchy of a product under an organization; null when none is known. */
  ofProduct(
    organizationId: string,
    productId: string,
  ): {
    readonly id: string;
    /** When its changelog was last read (epoch ms); null when it never was. */
    readonly changesAt: number | null;
    /** Whether that reached back to what was known before, or to the beginning. */
    readonly complete: boolean;
    /** The newest entry (epoch ms), 0 when there is none. */
    readonly newest: number;
  } | null;
  keepChanges(
    hierarchyId: string,
    read: {
      readonly entries: readonly {
        readonly changeId: string;
        readonly assignmentId: string | null;
        readonly modifiedAt: number;
        readonly server: JsonObject;
      }[];
      readonly complete: boolean;
    },
    now: number,
  ): void;
  /** Entries that name the assignment, or one of these versions of it; newest first, at most `limit`. */
  changesOf(
    hierarchyId: string,
    assignmentId: string,
    changeIds: readonly string[],
    limit: number,
  ): readonly JsonObject[];
}
