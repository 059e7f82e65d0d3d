import type { HierarchyChange } from '../../../domain/hierarchyChange.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { ConnectorResult } from './api.ts';

/** The position of one organization for one product, whose changelog can be read (S3). */
export interface ProductHierarchy {
  readonly id: string;
  readonly productId: string;
  readonly server: JsonObject;
}

/** A changelog entry as it is kept. `modifiedAt` is epoch ms, 0 where the vendor does not tell. */
export interface HierarchyEntry {
  readonly changeId: string;
  readonly assignmentId: string | null;
  readonly modifiedAt: number;
  readonly server: JsonObject;
}

/** The changelog of a hierarchy as far as it was read. */
export interface ReadHierarchyEntries {
  readonly entries: readonly HierarchyEntry[];
  /** Whether everything since the asked moment was read; a very long changelog is cut off. */
  readonly complete: boolean;
  readonly unreadable: number;
}

/** The calls of AgentSync Hierarchies that Upline uses; all of them only read. */
export interface HierarchyReads {
  offersHierarchies(): boolean;
  /** What the organization holds positions for (H2). */
  productHierarchies(
    organizationId: string,
    signal?: AbortSignal,
  ): Promise<ConnectorResult<readonly ProductHierarchy[]>>;
  /** The changelog of one product's hierarchy (H7), newest first, back to `since` (epoch ms). */
  hierarchyChanges(
    hierarchyId: string,
    since: number,
    signal?: AbortSignal,
  ): Promise<ConnectorResult<ReadHierarchyEntries>>;
  /** An entry read back from its stored JSON; null when nothing can be said of it. */
  readHierarchyChange(server: JsonObject): HierarchyChange | null;
}
