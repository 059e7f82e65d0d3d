import { fieldOf } from '../../../domain/collections.ts';
import { typeInCasing } from '../../../domain/commissionLevel.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { netChanges, sameValue } from '../../../domain/merge.ts';
import type { Operation, OperationState } from '../../../domain/operation.ts';
import { needsPersonStates, tellingStates } from '../../../domain/operation.ts';
import { assertNever } from '../../../domain/result.ts';
import type { EngineStatus, OutboxChange, OutboxItem } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { ShownFilter } from '../store/api.ts';
import type { Outbox } from './api.ts';
import { waitsFor } from './dependencies.ts';
import { heldCodes } from './holding.ts';
import { isUncertain } from './invitation.ts';
import type { OutboxParts } from './parts.ts';
import type { Sender } from './sender.ts';
import { offeredSpelling } from './spelling.ts';
import { codes, vendor } from './words.ts';

/** States that would move by themselves, were it not for what the record waits for. */
const calm: ReadonlySet<OperationState> = new Set(['ready', 'waiting', 'blocked']);

/** The tray as people read it: one item per record, why it waits, what it will change. */
export function createList(
  parts: OutboxParts,
  sender: Pick<Sender, 'pause'>,
): Pick<Outbox, 'list' | 'counts'> & { readonly forget: () => void } {
  const { store } = parts;
  let counted: EngineStatus['outbox'] | null = null;
  return {
    list({ states, toDecide, offset, limit }) {
      const { operations } = store;
      const filter: ShownFilter = {
        ...(states === undefined ? {} : { states }),
        ...(toDecide === undefined ? {} : { toDecide }),
      };
      const all = states === undefined && toDecide !== true;
      const records = all
        ? operations.liveRecords({ offset, limit })
        : operations.shownRecords({ ...filter, offset, limit });
      return {
        total: all ? operations.countLiveRecords() : operations.countShownRecords(filter),
        items: records.flatMap(({ collection, targetId }) => {
          const item = itemOf(parts, sender, collection, targetId);
          return item === null ? [] : [item];
        }),
      };
    },
    counts() {
      counted ??= countsOf(parts);
      return counted;
    },
    forget() {
      counted = null;
    },
  };
}

function countsOf({ store: { operations, invitations } }: OutboxParts): EngineStatus['outbox'] {
  return {
    unsent: operations.countLiveRecords(),
    needsYou:
      operations.countLiveRecordsOrHeld(needsPersonStates, heldCodes.termination) +
      invitations.countUncertain(),
    toDecide:
      operations.countLiveRecords(['conflict']) + operations.countLiveRecordsByWord('refused', codes.gone),
    toConfirm: operations.countLiveRecordsByWord('held', heldCodes.termination),
    byState: operations.countByState(),
  };
}

function itemOf(
  parts: OutboxParts,
  sender: Pick<Sender, 'pause'>,
  collection: CollectionName,
  recordId: string,
): OutboxItem | null {
  const { store } = parts;
  const live = store.operations.liveOf(collection, recordId);
  const lead = tellingStates
    .map((state) => live.find((operation) => operation.state === state))
    .find((found) => found);
  if (lead === undefined) return null;
  const record = store.mirror.get(collection, recordId);
  const carrierId = record?.effective['carrierId'];
  const parents = waitsFor(store, live);
  const waits = parents.length > 0;
  const gestures = new Set(live.map(({ batchId }) => store.operations.batch(batchId)?.label ?? ''));
  return {
    collection,
    recordId,
    title: record === null ? recordId : recordTitle(store, collection, record),
    detail:
      collection === 'invitation'
        ? store.views.label(collection, 'carrierIds', record?.effective['carrierIds'] ?? null)
        : typeof carrierId === 'string'
          ? store.views.label(collection, 'carrierId', carrierId)
          : '',
    state: waits && calm.has(lead.state) ? 'blocked' : lead.state,
    reason:
      waits && calm.has(lead.state) ? `Waits for ${parents.join(', ')}.` : reasonOf(parts, sender, lead),
    retryAt: lead.retryAt,
    stagedAt: Math.min(...live.map(({ stagedAt }) => stagedAt)),
    operationIds: live.map(({ id }) => id),
    gestures: [...gestures].filter((label) => label !== ''),
    changes: changesOf(parts, collection, live),
    kind: live.some(({ kind }) => kind === 'create') ? 'create' : 'update',
    waitsFor: parents,
    goneAtServer: lead.error?.code === codes.gone,
    sendAs: sendAsOf(live),
    uncertain: isUncertain(lead),
  };
}

/** The type as it could be sent instead, where a refusal of its spelling offers that. */
function sendAsOf(live: readonly Operation[]): string | null {
  for (const operation of live) {
    const casing = offeredSpelling(operation);
    const type = operation.changes['type']?.value;
    if (casing !== null && typeof type === 'string') return typeInCasing(type, casing);
  }
  return null;
}

function changesOf(
  { store }: OutboxParts,
  collection: CollectionName,
  live: readonly Operation[],
): readonly OutboxChange[] {
  const net = Object.entries(netChanges(live.map(({ changes }) => changes)));
  return net.flatMap(([field, { base, value }]) => {
    const definition = fieldOf(collection, field);
    const last = live.findLast((operation) => operation.changes[field] !== undefined);
    const theirs = live.findLast((operation) => operation.error?.theirs?.[field] !== undefined)?.error
      ?.theirs;
    const unseen = definition?.sealed !== true && theirs === undefined;
    if (definition !== undefined && unseen && sameValue(definition.kind, base, value)) return [];
    const show = (shown: typeof base): string => store.views.label(collection, field, shown);
    return [
      {
        field,
        label: definition?.label ?? field,
        from: show(base),
        to: show(value),
        theirs: theirs === undefined ? null : show(theirs[field] ?? null),
        message: last?.error?.fields[field] ?? null,
      },
    ];
  });
}

/** Why an item is where it is. Empty when it is simply next. */
function reasonOf(
  { connector, network, clock }: OutboxParts,
  sender: Pick<Sender, 'pause'>,
  { state, error, retryAt, collection, kind, targetId }: Operation,
): string {
  const sentAsCreate = kind === 'create' || isLocalId(targetId);
  switch (state) {
    case 'held': {
      const offer = sentAsCreate ? connector.creates(collection) : connector.updates(collection);
      if (!offer.offered) return offer.reason;
      return error?.message ?? 'Held on this computer until you press Send.';
    }
    case 'ready':
    case 'waiting': {
      const status = network.status();
      if (status.state === 'offline')
        return status.chosen ? 'Waiting: you chose to work offline.' : 'Waiting for the network.';
      const pause = sender.pause();
      const until = Math.max(retryAt ?? 0, pause?.until ?? 0);
      const why = (state === 'waiting' ? error : (pause?.word ?? error))?.message;
      if (until > clock.now())
        return `Waiting until ${timeOf(until)}: ${why ?? `${vendor} asked us to slow down.`}`;
      return state === 'waiting' ? (why ?? '') : '';
    }
    case 'sending':
      return `Being sent to ${vendor}.`;
    case 'blocked':
      return 'Waiting for an earlier change.';
    case 'unknown':
    case 'needs-auth':
    case 'refused':
    case 'conflict':
    case 'done':
    case 'dropped':
      return error?.message ?? '';
    default:
      return assertNever(state);
  }
}

/** Hours and minutes of this computer's time zone. */
function timeOf(instant: number): string {
  const date = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
