import type { HierarchyChange } from '../../domain/hierarchyChange.ts';
import type { HierarchyHistory, HierarchyLine } from '../../preload/contract.ts';
import type { ConnectorFailure, ContractingConnector } from './connectors/api.ts';
import { ownOrganization } from './outbox/invitation.ts';
import type { Clock } from './ports.ts';
import type { Store } from './store/api.ts';

export interface HierarchyHistoryParts {
  readonly store: Store;
  readonly connector: ContractingConnector;
  readonly clock: Clock;
}

/** What the hierarchies of the own organization tell of single assignments, read on demand and kept. */
export interface HierarchyHistories {
  /** `changeIds` are the versions of the assignment that are known, by which entries are found as well. */
  read(assignmentId: string, productId: string, changeIds: readonly string[]): HierarchyHistory;
  /** Whether asking for this product's changelog again could bring something. */
  isOld(productId: string): boolean;
  /** Asks AgentSync; keeps what it says, or why it said nothing. */
  ask(productId: string, signal: AbortSignal): Promise<void>;
}

/** What was read a moment ago is not asked for again just because somebody looks at it again. */
const freshMs = 5 * 60_000;
/** Which products an organization has positions for changes rarely. */
const listFreshMs = 60 * 60_000;
/** The vendor's clock may differ and entries may come late (vendor-apis section 7, item 18). */
const overlapMs = 24 * 60 * 60_000;
const most = 200;

/** The vendor's changelogs of hierarchies: read when a person asks, kept for when there is no network. */
export function createHierarchyHistories({
  store,
  connector,
  clock,
}: HierarchyHistoryParts): HierarchyHistories {
  const problems = new Map<string, string>();
  /** When the list of an organization was read; forgotten with the process, so that each start reads it anew. */
  let listed: { readonly organizationId: string; readonly at: number } | null = null;
  const organization = (): string | null => ownOrganization({ store });

  const offered = (): HierarchyHistory['offered'] => {
    if (!connector.offersHierarchies())
      return { yes: false, reason: 'This connection does not offer AgentSync Hierarchies.' };
    if (organization() === null)
      return {
        yes: false,
        reason: 'Choose your organization in Settings to see who changed a position.',
      };
    return { yes: true };
  };

  const list = async (organizationId: string, signal: AbortSignal): Promise<ConnectorFailure | null> => {
    const read = await connector.productHierarchies(organizationId, signal);
    if (!read.ok) return read.failure;
    store.hierarchies.replaceHierarchies(organizationId, read.value);
    listed = { organizationId, at: clock.now() };
    return null;
  };

  const changelog = async (
    { id, newest, complete, changesAt }: NonNullable<ReturnType<Store['hierarchies']['ofProduct']>>,
    signal: AbortSignal,
  ): Promise<ConnectorFailure | null> => {
    const since = changesAt === null ? 0 : newest - overlapMs;
    const read = await connector.hierarchyChanges(id, since, signal);
    if (!read.ok) return read.failure;
    const whole = read.value.complete && (changesAt === null || complete);
    store.hierarchies.keepChanges(id, { entries: read.value.entries, complete: whole }, clock.now());
    return null;
  };

  return {
    read(assignmentId, productId, changeIds) {
      const organizationId = organization();
      const known = organizationId === null ? null : store.hierarchies.ofProduct(organizationId, productId);
      const entries =
        known === null
          ? []
          : store.hierarchies
              .changesOf(known.id, assignmentId, changeIds, most)
              .map((server) => connector.readHierarchyChange(server))
              .filter((entry) => entry !== null);
      return {
        offered: offered(),
        fetchedAt: known?.changesAt ?? null,
        complete: known?.complete ?? true,
        problem: problems.get(productId) ?? null,
        entries: entries.map(lineOf),
      };
    },
    isOld(productId) {
      const organizationId = organization();
      if (organizationId === null || !offered().yes) return false;
      const known = store.hierarchies.ofProduct(organizationId, productId);
      // Without a position for the product there is nothing to ask, until the list is old as well.
      if (known === null)
        return listed?.organizationId !== organizationId || clock.now() - listed.at >= listFreshMs;
      return known.changesAt === null || clock.now() - known.changesAt >= freshMs;
    },
    async ask(productId, signal) {
      const organizationId = organization();
      if (organizationId === null || !offered().yes) return;
      const known = (): ReturnType<Store['hierarchies']['ofProduct']> =>
        store.hierarchies.ofProduct(organizationId, productId);
      const listOld = listed?.organizationId !== organizationId || clock.now() - listed.at >= listFreshMs;
      const failed = listOld || known() === null ? await list(organizationId, signal) : null;
      const position = known();
      const failure =
        failed !== null || position === null || signal.aborted ? failed : await changelog(position, signal);
      if (signal.aborted || failure?.kind === 'aborted') return;
      if (failure !== null) problems.set(productId, failure.message);
      else if (position === null)
        problems.set(productId, 'AgentSync lists no hierarchy of your organization for this product.');
      else problems.delete(productId);
    },
  };
}

function lineOf(entry: HierarchyChange): HierarchyLine {
  return {
    id: `${entry.changeId} ${entry.modifiedDate ?? ''}`,
    changeId: entry.changeId,
    at: entry.modifiedDate ?? '',
    by: entry.modifiedByName ?? '',
    upline: entry.uplineName ?? '',
    level: entry.commissionLevelName ?? '',
    status: entry.statusName ?? '',
    annualization: entry.annualizationName ?? '',
    effectiveDate: entry.effectiveDate ?? '',
    expirationDate: entry.expirationDate ?? '',
    startDate: entry.startDate ?? '',
    endDate: entry.endDate ?? '',
  };
}
