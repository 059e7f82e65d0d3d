import type { JournalEntry } from '../journal/entry.ts';
import type { Json, JsonObject, Row } from '../json.ts';
import { isoSeconds } from '../clock.ts';
import type { Call, Route } from './call.ts';
import { pathId } from './call.ts';
import { pageReply, sourceOf, withSelf } from './hal.ts';
import { Refusal } from './reply.ts';

/** Fields whose change makes a new version of an assignment (S0). */
const VERSIONED = [
  'assignmentStatusId',
  'commissionLevelId',
  'annualizationId',
  'uplineContractAssignmentId',
  'startDate',
  'endDate',
];
const USER_DEFINED = Array.from({ length: 10 }, (_, i) => `userDefined${i + 1}`);

/** The id of the n-th version of an assignment: derived, so that it stays the same whenever it is asked. */
function changeId(assignmentId: string, version: number): string {
  return `${assignmentId.slice(0, 24)}${version.toString(16).padStart(12, '0')}`;
}

/** An entry taken back: the row as it was before. */
function before(row: JsonObject, entry: JournalEntry): JsonObject {
  const earlier = { ...row };
  for (const [field, { from }] of Object.entries(entry.changes)) {
    if (from === undefined) delete earlier[field];
    else earlier[field] = from;
  }
  return earlier;
}

/** Whether an effect makes a new version. */
export function makesVersion(entry: JournalEntry): boolean {
  return VERSIONED.some((field) => entry.changes[field] !== undefined);
}

/** The task behind a change: which one it was is not told by the write, so its fields are read. */
function taskOf(call: Call, entry: JournalEntry | undefined, to: JsonObject): Json {
  const name = (): string => {
    if (entry === undefined || entry.action === 'create') return 'NEW_CONTRACT';
    const status = call.world.lookups.assignmentStatuses.find(({ id }) => id === to['assignmentStatusId']);
    const statusName = typeof status?.['name'] === 'string' ? status['name'] : '';
    if (entry.changes['assignmentStatusId'] !== undefined && statusName.startsWith('TERMINATED'))
      return 'TERMINATION';
    if (entry.changes['assignmentStatusId'] !== undefined && statusName.includes('RELEASE')) return 'RELEASE';
    if (entry.changes['uplineContractAssignmentId'] !== undefined) return 'UPLINE_CHANGE';
    return 'LEVEL_CHANGE';
  };
  const wanted = name();
  return call.world.lookups.taskTypes.find((task) => task['name'] === wanted)?.id ?? null;
}

interface State {
  /** Undefined for how a generated assignment came to be. */
  readonly entry: JournalEntry | undefined;
  readonly from: JsonObject;
  readonly to: JsonObject;
}

/** What an assignment was before and after each change of it, the newest first, from the journal of its edits. */
function statesOf(call: Call, row: Row): State[] {
  const history = call.world.historyOf('contractAssignments', row.id).filter(makesVersion);
  const states: State[] = [];
  let to: JsonObject = row;
  for (const entry of history.toReversed()) {
    const from = before(to, entry);
    states.push({ entry, from: entry.action === 'create' ? {} : from, to });
    to = from;
  }
  if (history[0]?.action !== 'create') states.push({ entry: undefined, from: {}, to });
  return states;
}

/** The version that an edit of an assignment made; undefined when it made none, or the assignment is gone. */
export function versionOf(
  call: Call,
  { seq, id }: JournalEntry,
): { readonly changeId: string; readonly after: JsonObject } | undefined {
  const row = call.world.contractAssignments.get(id);
  const states = row === undefined ? [] : statesOf(call, row);
  const index = states.findIndex(({ entry }) => entry?.seq === seq);
  const state = states[index];
  return state && { changeId: changeId(id, states.length - index), after: state.to };
}

/** Versions of an assignment, the newest first (S0). The oldest is how it came to be. */
function versionsOf(call: Call, row: Row): Row[] {
  const states = statesOf(call, row);
  const upline = row['uplineContractAssignmentId'];
  return states.map(({ entry, from, to: after }, index) => {
    const version = states.length - index;
    const field = (name: string): Json => after[name] ?? null;
    const changes = (name: string): boolean => entry === undefined || entry.changes[name] !== undefined;
    const stamp = entry === undefined ? row['createdDate'] : isoSeconds(entry.at);
    return {
      id: changeId(row.id, version),
      contractAssignmentId: row.id,
      assignmentStatusId: from['assignmentStatusId'] ?? null,
      newAssignmentStatusId: changes('assignmentStatusId') ? field('assignmentStatusId') : null,
      newCommissionLevelId: changes('commissionLevelId') ? field('commissionLevelId') : null,
      newAnnualizationId: changes('annualizationId') ? field('annualizationId') : null,
      taskTypeId: taskOf(call, entry, after),
      taskId: `task-${version}`,
      uplineContractAssignmentChangeId: typeof upline === 'string' ? changeId(upline, 1) : null,
      assigneeId: field('responsiblePartyId'),
      isAgencyInitiated: entry === undefined || entry.origin !== 'remote',
      isSignedByProducer: version % 2 === 1,
      startDate: field('startDate'),
      endDate: field('endDate'),
      ...Object.fromEntries(USER_DEFINED.map((name) => [name, field(name)])),
      ...(stamp === undefined ? {} : { createdDate: stamp }),
    };
  });
}

/** Changes of an assignment: C19 of the specification. The path is not published; nested is our guess. */
export const assignmentChangeRoutes: readonly Route[] = [
  {
    operation: 'listAssignmentChanges',
    method: 'GET',
    pattern: /^\/v1\/customers\/contractAssignments\/([^/]+)\/contractAssignmentChanges$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const row = call.world.contractAssignments.get(pathId(call));
      if (row === undefined) throw new Refusal(404, `Contract assignment '${pathId(call)}' was not found.`);
      return pageReply(call, 'contractAssignmentChanges', sourceOf(versionsOf(call, row)), (version) =>
        withSelf(version, `/v1/customers/contractAssignmentChanges/${version.id}`),
      );
    },
  },
];
