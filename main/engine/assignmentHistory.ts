import { newestFirst } from '../../domain/assignmentChange.ts';
import { changeMoment } from '../../domain/assignmentChange.ts';
import type { AssignmentChange } from '../../domain/assignmentChange.ts';
import { fieldOf } from '../../domain/collections.ts';
import type { FieldValue } from '../../domain/fields.ts';
import { isLocalId } from '../../domain/localId.ts';
import { lookupLabel } from '../../domain/lookups.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { AssignmentChangeLine, AssignmentHistory } from '../../preload/contract.ts';
import type { Changes } from './changes.ts';
import type { ContractingConnector } from './connectors/api.ts';
import { createHierarchyHistories } from './hierarchyHistory.ts';
import type { Network } from './network.ts';
import type { Clock, Log } from './ports.ts';
import type { Store } from './store/api.ts';

export interface AssignmentHistoryParts {
  readonly store: Store;
  readonly connector: ContractingConnector;
  readonly network: Pick<Network, 'status'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly changes: Pick<Changes, 'rows'>;
}

/** The vendor's changelog of assignments, as last read and asked for anew when it is old. */
export interface AssignmentHistories {
  read(id: string, ask: 'no' | 'when-old' | 'now'): Result<AssignmentHistory>;
  /** Gives up what is being asked. */
  stop(): void;
}

/** What was read a moment ago is not asked for again just because somebody looks at it again. */
const freshMs = 5 * 60_000;
const collection = 'contractAssignment';

/**
 * The changes of one assignment: read on demand, because there is no list of all of them (C19), and kept
 * for when there is no network.
 */
export function createAssignmentHistories(parts: AssignmentHistoryParts): AssignmentHistories {
  const { store, connector, network, clock, log, changes } = parts;
  const reading = new Set<string>();
  const problems = new Map<string, string>();
  const stopped = new AbortController();

  const hierarchies = createHierarchyHistories(parts);

  const askChanges = async (id: string): Promise<void> => {
    const answer = await connector.assignmentChanges(id, stopped.signal);
    if (stopped.signal.aborted) return;
    if (answer.ok) {
      store.assignmentChanges.replace(id, answer.value, clock.now());
      problems.delete(id);
    } else if (answer.failure.kind !== 'aborted') problems.set(id, answer.failure.message);
  };

  const ask = async (
    { id, rowid, productId }: { readonly id: string; readonly rowid: number; readonly productId: string },
    wanted: { readonly changes: boolean; readonly hierarchy: boolean },
  ): Promise<void> => {
    reading.add(id);
    try {
      if (wanted.changes) await askChanges(id);
      if (wanted.hierarchy && !stopped.signal.aborted) await hierarchies.ask(productId, stopped.signal);
    } catch (error) {
      log.write('error', 'The changes of an assignment could not be kept', { error });
      problems.set(id, 'What AgentSync answered could not be kept on this computer.');
    } finally {
      reading.delete(id);
      if (!stopped.signal.aborted) changes.rows(collection, [rowid]);
    }
  };

  return {
    read(asked, when) {
      const id = isLocalId(asked) ? (store.operations.nameOf(asked) ?? asked) : asked;
      const record = store.mirror.get(collection, id);
      if (record === null) {
        return fail({
          code: 'record-not-found',
          message: 'This contract assignment is not on this computer any more.',
        });
      }
      const offered = isLocalId(id)
        ? { yes: false as const, reason: 'AgentSync does not have this assignment yet.' }
        : connector.offersAssignmentChanges();
      const held = store.assignmentChanges.read(id);
      const old = held === null || clock.now() - held.fetchedAt >= freshMs;
      const product = record.effective['productId'];
      const productId = typeof product === 'string' ? product : '';
      const wanted = {
        changes: offered.yes && (when === 'now' || (when === 'when-old' && old)),
        hierarchy:
          !isLocalId(id) &&
          !isLocalId(productId) &&
          (when === 'now' || (when === 'when-old' && hierarchies.isOld(productId))),
      };
      if ((wanted.changes || wanted.hierarchy) && !reading.has(id) && network.status().state === 'online')
        void ask({ id, rowid: record.rowid, productId }, wanted);
      const known = (held?.changes ?? [])
        .map((server) => connector.readAssignmentChange(server))
        .filter((change) => change !== null);
      return ok({
        offered,
        fetchedAt: held?.fetchedAt ?? null,
        reading: reading.has(id),
        problem: problems.get(id) ?? null,
        changes: newestFirst(known).map((change) => changeLine(store, change)),
        unreadable: held?.unreadable ?? 0,
        hierarchy: hierarchies.read(
          id,
          productId,
          known.map((change) => change.id),
        ),
      });
    },
    stop() {
      stopped.abort();
    },
  };
}

/** A change in words people read. */
export function changeLine(store: Store, change: AssignmentChange): AssignmentChangeLine {
  const shown = (field: string, value: FieldValue): string => store.views.label(collection, field, value);
  const task = change.taskTypeId === null ? null : store.lookups.find('taskType', change.taskTypeId);
  return {
    id: change.id,
    at: changeMoment(change),
    statusFrom: shown('assignmentStatusId', change.assignmentStatusId),
    statusTo: shown('assignmentStatusId', change.newAssignmentStatusId),
    level: shown('commissionLevelId', change.newCommissionLevelId),
    annualization: shown('annualizationId', change.newAnnualizationId),
    task: task === null ? (change.taskTypeId ?? '') : lookupLabel(task),
    agencyInitiated: change.isAgencyInitiated,
    signedByProducer: change.isSignedByProducer,
    startDate: change.startDate ?? '',
    endDate: change.endDate ?? '',
    userDefined: Object.entries(change.userDefined).map(([field, value]) => ({
      label: fieldOf(collection, field)?.label ?? field,
      value: shown(field, value),
    })),
  };
}
