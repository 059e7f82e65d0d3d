import type { JsonObject, Row } from '../json.ts';

/** The subscription as association and agent carry it: without an id (contradiction 29). */
function subscription(row: JsonObject, model: string): JsonObject {
  return {
    dataOwnerModel: 'UpstreamEntity',
    entityModel: model,
    entityInfo: { status: row['jobStatus'] ?? null, jobId: null, message: null, rawEntityInfoId: null },
    npn: row['npn'] ?? null,
    lastSynchronizationDate: row['lastSynchronizationDate'] ?? null,
    pdbAlertsSubscriptionStatus: row['pdbAlertsSubscriptionStatus'] ?? null,
    pdbAlertsPausedAt: null,
  };
}

/** A row without what only the stand-in needs, and the date of its last change under Turris' name. */
function own(row: Row, hidden: readonly string[]): JsonObject {
  const { createdDate, modifiedDate, ...rest } = row;
  const dated: JsonObject = { ...rest };
  if (createdDate !== undefined) dated['createdAt'] = createdDate;
  if (modifiedDate !== undefined) dated['updatedAt'] = modifiedDate;
  for (const name of hidden) delete dated[name];
  return dated;
}

const SUBSCRIPTION = ['jobStatus', 'lastSynchronizationDate', 'pdbAlertsSubscriptionStatus'];

/** An association (3.14). What the row has beyond the known fields stands beside them. */
export function association(row: Row): JsonObject {
  const inner = ['id', 'npn', 'legalName', 'ein', 'category', 'isNpnRequired'];
  const { id, npn, legalName, ein, category, isNpnRequired } = row;
  const { createdAt: _created, updatedAt: _updated, ...rest } = own(row, [...inner, ...SUBSCRIPTION]);
  return {
    _id: id,
    downstreamEntity: {
      _id: `${id.slice(0, 20)}de00`,
      isNpnRequired: isNpnRequired ?? null,
      legalName: legalName ?? null,
      category: category ?? null,
      npn: npn ?? null,
      ein: ein ?? null,
    },
    niprDataSubscription: subscription(row, 'DownstreamEntity'),
    ...rest,
  };
}

/** The ids of the links between an agent and its entities: not those of the entities. */
function linkIds(row: Row): string[] {
  const { entityIds } = row;
  return Array.isArray(entityIds)
    ? entityIds.flatMap((id) => (typeof id === 'string' ? [`${row.id.slice(0, 12)}${id.slice(0, 12)}`] : []))
    : [];
}

/** An entry of the list of agents (3.15). */
export function agentEntry(row: Row): JsonObject {
  const inner = ['id', 'npn', 'firstName', 'lastName', 'entityIds', 'createdAt', 'updatedAt'];
  const { npn, firstName, lastName } = row;
  const { createdAt, updatedAt } = own(row, []);
  return {
    agent: {
      _id: row.id,
      npn: npn ?? null,
      firstName: firstName ?? null,
      lastName: lastName ?? null,
      downstreamEntityAgentAssociationIds: linkIds(row),
      createdAt: createdAt ?? null,
      updatedAt: updatedAt ?? null,
    },
    niprDataSubscription: subscription(row, 'Agent'),
    ...own(row, [...inner, ...SUBSCRIPTION]),
  };
}

/** A licence (3.16), which has no id of its own. */
export function license(row: Row): JsonObject {
  return own(row, ['id', 'holderId', 'createdAt']);
}

/** A file document (3.18). */
export function fileDocument(row: Row): JsonObject {
  return { _id: row.id, ...own(row, ['id', 'isDeleted']) };
}
