import { z } from 'zod';
import type { AssignmentChange } from '../../../../domain/assignmentChange.ts';
import { userDefinedFields } from '../../../../domain/fields.ts';
import type { FieldValue } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import type { ConnectorResult, ReadChanges } from '../api.ts';
import { isJsonObject, nestsDeeperThan } from '../../../../domain/json.ts';
import type { Calls } from './calls.ts';
import { readHalPage } from './hal.ts';
import { unusable } from './unusable.ts';

const id = z.string().min(1).max(200);
/** What is not of the type we expect is taken for not told: one odd field must not hide a change. */
const text = z.string().max(20_000).nullable().catch(null).default(null);
const flag = z.boolean().nullable().catch(null).default(null);

const shape = z.looseObject({
  id,
  assignmentStatusId: text,
  newAssignmentStatusId: text,
  newCommissionLevelId: text,
  newAnnualizationId: text,
  taskTypeId: text,
  taskId: text,
  uplineContractAssignmentChangeId: text,
  assigneeId: text,
  isAgencyInitiated: flag,
  isSignedByProducer: flag,
  startDate: text,
  endDate: text,
  createdDate: text,
  modifiedDate: text,
});

const emptyAsNull = (value: string | null): string | null => (value === '' ? null : value);

/** Reads one change (vendor-apis 3.6); null when it has no id, so that nothing could be said of it. */
export function readAssignmentChange(server: Json): AssignmentChange | null {
  if (!isJsonObject(server) || nestsDeeperThan(server, 40)) return null;
  const parsed = shape.safeParse(server);
  if (!parsed.success) return null;
  const userDefined: Record<string, FieldValue> = {};
  for (const { name } of userDefinedFields(false)) {
    const value = server[name];
    if (typeof value === 'string' && value !== '') userDefined[name] = value;
  }
  const { data } = parsed;
  return {
    id: data.id,
    assignmentStatusId: emptyAsNull(data.assignmentStatusId),
    newAssignmentStatusId: emptyAsNull(data.newAssignmentStatusId),
    newCommissionLevelId: emptyAsNull(data.newCommissionLevelId),
    newAnnualizationId: emptyAsNull(data.newAnnualizationId),
    taskTypeId: emptyAsNull(data.taskTypeId),
    taskId: emptyAsNull(data.taskId),
    uplineContractAssignmentChangeId: emptyAsNull(data.uplineContractAssignmentChangeId),
    assigneeId: emptyAsNull(data.assigneeId),
    isAgencyInitiated: data.isAgencyInitiated,
    isSignedByProducer: data.isSignedByProducer,
    startDate: emptyAsNull(data.startDate),
    endDate: emptyAsNull(data.endDate),
    createdDate: emptyAsNull(data.createdDate),
    modifiedDate: emptyAsNull(data.modifiedDate),
    userDefined,
  };
}

const call = 'listAssignmentChanges';
const pageSize = 250;
/** No assignment has as many changes; a server that always names a next page is cut off here. */
const mostPages = 40;

/** The changes of one assignment (C19: the path is not published, so only a profile can switch it on). */
export async function readChangesOf(
  calls: Calls,
  assignmentId: string,
  signal: AbortSignal | undefined,
): Promise<ConnectorResult<ReadChanges>> {
  const found = new Map<string, JsonObject>();
  let unreadable = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { page: String(page), size: String(pageSize) };
    const answer = await calls.call(call, { parentId: assignmentId, query, signal });
    // Nothing at this address is no change of an assignment that we know to exist.
    if (!answer.ok) return { ok: false, failure: calls.softened(call, answer.failure) };
    const asked = { page, size: pageSize };
    const hal = readHalPage(answer.value.json, calls.endpoint(call)?.embedded, asked);
    if (!hal.ok) return unusable(calls.label(call), `${hal.problem}.`);
    for (const item of hal.page.items) {
      const change = readAssignmentChange(item);
      if (change === null || !isJsonObject(item)) unreadable += 1;
      else found.set(change.id, item);
    }
    if (hal.page.last) break;
  }
  const changes = [...found].map(([changeId, server]) => ({ id: changeId, server }));
  return { ok: true, value: { changes, unreadable } };
}
