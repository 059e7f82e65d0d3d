import type { EngineStatus } from '../../../preload/contract.ts';
import type { Outbox } from './api.ts';
import { createCreation } from './create.ts';
import { createManyCreation } from './createMany.ts';
import { createDesk } from './desk.ts';
import { createTableJudge } from './tableJudge.ts';
import { createDiscards } from './discards.ts';
import { createHistory } from './history.ts';
import { createInvitationDesk } from './invitationDesk.ts';
import { createList } from './list.ts';
import type { OutboxParts } from './parts.ts';
import { createByPerson } from './person.ts';
import { createReceipts } from './receipts.ts';
import { createRecreation } from './recreate.ts';
import { createSender } from './sender.ts';
import type { Sender } from './sender.ts';
import { createSettlement } from './settle.ts';
import { createStaging, guarded } from './stage.ts';
import { vendor } from './words.ts';

export type { OutboxParts } from './parts.ts';

/** Composes the outbox: staging and history in front, the sender behind, the tray and receipts beside. */
export function createOutbox(parts: OutboxParts): Outbox {
  const receipts = createReceipts(parts);
  const moved = (): void => {
    history.forget();
    list.forget();
  };
  const settlement = createSettlement(parts, receipts, moved);
  const sender = createSender(settlement);
  const list = createList(parts, sender);
  const staged = (): void => {
    moved();
    receipts.forget();
    sender.wake();
  };
  const discards = createDiscards(settlement, staged);
  const history = createHistory(parts, discards, staged);
  const byPerson = createByPerson(settlement, discards, () => {
    sender.hurry();
  });

  const desk = createDesk(settlement, {
    staged,
    hurry: () => {
      sender.hurry();
    },
  });

  return {
    ...desk,
    ...createCreation(parts, staged),
    ...createManyCreation(parts, staged),
    ...createRecreation(parts, staged),
    ...createInvitationDesk(settlement, () => {
      sender.hurry();
    }),
    ...createStaging(parts, staged),
    judging: (collection) => createTableJudge(parts, collection),
    undo: () => history.undo(),
    redo: () => history.redo(),
    undoable: () => history.undoable(),
    list: (options) => list.list(options),
    counts: () => list.counts(),
    sending: () => sender.sending(),
    pause: () => pauseOf(sender, list),
    authorization: () => sender.authorization(),
    send: (ids, confirmed, invitations) => byPerson.send(ids, confirmed, invitations),
    discard: (ids) => byPerson.discard(ids),
    restore: (id) => guarded(() => discards.restore(id)),
    wake: () => {
      sender.hurry();
    },
    resolve: (ids, choice) => byPerson.resolve(ids, choice),
    receipts: (offset, limit) => receipts.receipts(offset, limit),
    receipt: (batchId, offset, limit) => receipts.receipt(batchId, offset, limit),
    credentialsChanged() {
      sender.trusted();
      byPerson.credentialsChanged();
    },
    start: () => {
      sender.start();
    },
    stop: () => sender.stop(),
  };
}

/** A pause is worth a word while something waits for its end. */
function pauseOf(sender: Pick<Sender, 'pause'>, list: Pick<Outbox, 'counts'>): EngineStatus['pause'] {
  const { ready, waiting } = list.counts().byState;
  const pause = ready + waiting === 0 ? null : sender.pause();
  if (pause === null) return null;
  return { until: pause.until, reason: pause.word?.message ?? `${vendor} asked us to slow down.` };
}
