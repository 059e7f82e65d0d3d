import { isOfAgentSync } from '../../../domain/collections.ts';
import { inSentence } from '../../../domain/fields.ts';
import type { FieldValue, AgentSyncCollection } from '../../../domain/fields.ts';
import { isEmpty } from '../../../domain/merge.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { recordTitle } from '../recordDetail.ts';
import { duplicateOf } from './create.ts';
import { newFieldsOf } from './newFields.ts';
import type { OutboxParts } from './parts.ts';
import { guarded } from './stage.ts';
import { newId, stageNew } from './stageNew.ts';
import { codes, lastWords, vendor } from './words.ts';

export interface Recreation {
  /**
   * Makes records that are gone at the server again, from what was last known of them and the changes
   * staged on them. The old record stays gone; what referred to it still does.
   */
  recreate(operationIds: readonly string[]): Result<{ readonly queued: number }>;
}

export function createRecreation(parts: OutboxParts, staged: () => void): Recreation {
  const { store } = parts;

  const again = (collection: AgentSyncCollection, targetId: string): Result<null> => {
    const record = store.mirror.get(collection, targetId);
    const live = store.operations.liveOf(collection, targetId);
    if (record === null || live.length === 0) {
      return fail({
        code: 'record-not-found',
        message: 'This record is not on this computer any more, so it cannot be made again from here.',
      });
    }
    const values: Record<string, FieldValue> = {};
    for (const { name } of newFieldsOf(collection)) {
      const value = record.effective[name] ?? null;
      if (!isEmpty(value)) values[name] = value;
    }
    const secrets = new Map<string, string>();
    for (const { name, label, sealed, required } of newFieldsOf(collection)) {
      if (sealed !== true || values[name] === undefined) continue;
      const typed = typedLast(store, live, name);
      if (typed !== null) secrets.set(name, typed);
      else if (required === true)
        return fail({
          code: codes.typeAgain,
          message: `It was not made again: its ${inSentence(label)} is not on this computer, only the last four digits. Add it to the producer anew and type the whole number.`,
        });
      // Made without it; what is shown by its last digits is nothing to send.
      else delete values[name];
    }
    const same = store.mirror.alike(collection, values);
    const twin = same === targetId ? null : duplicateOf(parts, collection, values);
    if (twin !== null)
      return fail({ code: 'already-there', message: `It was not made again. Expected: ${twin}` });
    stageNew(parts, {
      label: `Make ${recordTitle(store, collection, record)} again`,
      records: [{ collection, id: newId(parts), values, secrets }],
      superseded: live.map(({ id, state }) => [id, state] as const),
      before(now) {
        store.mirror.markGone(collection, targetId, now);
        for (const { id } of live)
          store.operations.update(id, {
            state: 'dropped',
            settledAt: now,
            retryAt: null,
            error: lastWords.madeAgain,
          });
        return [{ collection, targetId }];
      },
    });
    return ok(null);
  };

  return {
    recreate: (ids) =>
      guarded(() => {
        const records = new Map<
          string,
          { readonly collection: AgentSyncCollection; readonly targetId: string }
        >();
        for (const id of ids) {
          const operation = store.operations.get(id);
          if (operation === null || operation.state !== 'refused' || operation.error?.code !== codes.gone)
            continue;
          const { collection, targetId } = operation;
          // What became of an invitation is nothing to be made again.
          if (isOfAgentSync(collection)) records.set(`${collection} ${targetId}`, { collection, targetId });
        }
        if (records.size === 0) {
          return fail({
            code: 'not-gone',
            message: `None of these records is gone at ${vendor}, so there is nothing to make again.`,
          });
        }
        let queued = 0;
        for (const { collection, targetId } of records.values()) {
          const made = again(collection, targetId);
          if (!made.ok) {
            if (queued > 0) staged();
            return made;
          }
          queued += 1;
        }
        staged();
        return ok({ queued });
      }),
  };
}

/** The whole number typed last for a field and not sent, if it is still here. */
function typedLast(
  { sealed }: OutboxParts['store'],
  live: readonly Operation[],
  field: string,
): string | null {
  const last = live.findLast(({ changes }) => changes[field] !== undefined);
  return last === undefined ? null : sealed.open(last.id, field);
}
