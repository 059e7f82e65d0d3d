import type { EngineStatus } from '../../../preload/contract.ts';
import { ok } from '../../../domain/result.ts';
import type { AssignmentHistories } from '../assignmentHistory.ts';
import type { ContractingConnector } from '../connectors/api.ts';
import type { EngineHandlers } from '../dispatch.ts';
import type { GestureLine } from '../gestureLine.ts';
import type { Network } from '../network.ts';
import type { OpenViews } from '../openViews.ts';
import { idNow } from '../outbox/names.ts';
import type { Outbox } from '../outbox/api.ts';
import type { ProfileOverrides } from '../profileSettings.ts';
import { readRecordDetail } from '../recordDetail.ts';
import { readRecordHistory } from '../recordHistory.ts';
import type { Slowly } from '../slowly.ts';
import type { Store } from '../store/api.ts';
import type { Sync } from '../sync/api.ts';
import type { BulkEdits } from '../bulk/bulk.ts';
import { bulkHandlers } from './bulk.ts';
import { createDeskHandlers } from './desk.ts';
import type { DeskParts } from './desk.ts';
import { cohortHandlers } from './cohort.ts';
import type { CohortParts } from './cohort.ts';
import type { CommissionGrids } from '../commissionGrid/grids.ts';
import { commissionGridHandlers } from './commissionGrid.ts';
import { creatingHandlers } from './creating.ts';
import { clearAreas, fillCells, pasteBlock, stageEdits } from './editing.ts';
import type { Exports } from '../export/exports.ts';
import type { Imports } from '../import/imports.ts';
import { exportHandlers } from './exporting.ts';
import { importHandlers } from './importing.ts';
import { gridViewHandlers } from './gridViews.ts';
import { refusedCellHandlers } from './refusedCells.ts';
import { invitingHandlers } from './inviting.ts';
import { producerHandlers } from './producers.ts';
import { turrisHandlers } from './turris.ts';

export interface HandlerParts {
  readonly store: Store;
  readonly connector: ContractingConnector;
  /** Of whichever vendor a collection is. */
  readonly sourceOf: ContractingConnector['sourceOf'];
  readonly views: OpenViews;
  readonly outbox: Outbox;
  readonly sync: Sync;
  readonly network: Network;
  readonly desk: DeskParts;
  readonly bulk: BulkEdits;
  readonly cohort: CohortParts;
  readonly commissionGrids: CommissionGrids;
  readonly imports: Imports;
  readonly slowly: Slowly;
  readonly gestures: Pick<GestureLine, 'take'>;
  readonly exports: Exports;
  readonly profileOverrides: ProfileOverrides;
  readonly histories: Pick<AssignmentHistories, 'read'>;
  readonly status: () => EngineStatus;
}

/** Longest list of choices sent to a picker. */
const mostOptions = 500;

/** Every call of the contract, answered from the local store. */
export function createHandlers(parts: HandlerParts): EngineHandlers {
  const { store, connector, views, outbox, sync, network, slowly, gestures } = parts;
  return {
    ...createDeskHandlers(parts.desk),
    'status.read': () => ok(parts.status()),

    'view.open': ({ rows, ...query }) => views.openSoon(query, rows),
    'view.read': ({ viewId, from, to }) => views.read(viewId, from, to),
    'view.find': ({ viewId, recordId }) => views.find(viewId, idNow(store, recordId)),
    'view.find-text': ({ viewId, ...query }) => slowly(views.findText(viewId, query)),
    'view.close': ({ viewId }) => {
      views.close(viewId);
      return ok(null);
    },

    'view.values': ({ query, field, search }) => views.values(query, field, search),
    'view.sum': ({ viewId, ranges, field }) => views.sum(viewId, ranges, field),

    'record.read': ({ collection, id }) => readRecordDetail(store, collection, id),
    'field.options': ({ collection, field, recordId, search }) =>
      ok(store.views.options(collection, field, recordId, search, mostOptions)),
    'assignment.history': ({ id, ask }) => parts.histories.read(id, ask),
    'record.history': (question) =>
      readRecordHistory({ store, connector: { ...connector, sourceOf: parts.sourceOf } }, question),
    'lookup.list': ({ kind }) => ok(store.lookups.list(kind)),

    'edit.stage': (request) => gestures.take(stageEdits(outbox, views, request)),
    'edit.paste': (request) => gestures.take(pasteBlock(outbox, views, request)),
    'edit.fill': (request) => gestures.take(fillCells(outbox, views, request)),
    'edit.clear': (request) => gestures.take(clearAreas(outbox, views, request)),
    ...bulkHandlers(parts.bulk, slowly),
    ...gridViewHandlers(store),
    ...refusedCellHandlers(store),
    ...creatingHandlers(store, outbox),
    ...cohortHandlers(parts.cohort),
    ...commissionGridHandlers(parts.commissionGrids),
    ...invitingHandlers(outbox),
    ...importHandlers(parts.imports, slowly),
    ...exportHandlers(parts.exports),
    ...producerHandlers({
      store,
      connector,
      sync,
      overrides: parts.profileOverrides,
      changes: parts.desk.changes,
    }),
    ...turrisHandlers({
      store,
      changes: parts.desk.changes,
      connected: () => parts.status().turris !== null,
    }),
    'edit.undo': () => outbox.undo(),
    'edit.redo': () => outbox.redo(),

    'outbox.list': (request) => ok(outbox.list(request)),
    'outbox.discard': ({ operationIds }) => outbox.discard(operationIds),
    'outbox.restore': ({ undoId }) => outbox.restore(undoId),
    'outbox.resolve': ({ operationIds, choice }) => outbox.resolve(operationIds, choice),
    'receipt.list': ({ offset, limit }) => ok({ receipts: outbox.receipts(offset, limit) }),
    'receipt.read': ({ batchId, offset, limit }) => outbox.receipt(batchId, offset, limit),

    'sync.start': () => {
      sync.now();
      return ok(null);
    },
    'sync.agree-to-remove': ({ target }) => sync.agreeToRemove(target),
    'sync.set-aside': ({ offset, limit }) =>
      ok({
        total: store.setAside.count(),
        items: store.setAside
          .list(offset, limit)
          .map(({ collection, key, reason, raw, at }) => ({ target: collection, key, reason, raw, at })),
      }),

    'network.back': () => {
      sync.refresh();
      outbox.wake();
      return ok(null);
    },
    'network.work-offline': ({ offline }) => {
      store.transaction('gesture', () => store.settings.set('work-offline', offline ? 'yes' : 'no'));
      network.choose(offline);
      return ok(null);
    },
  };
}
