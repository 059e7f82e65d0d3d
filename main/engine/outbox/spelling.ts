import { z } from 'zod';
import { otherCasing, typeCasings, typeInCasing } from '../../../domain/commissionLevel.ts';
import type { TypeCasing } from '../../../domain/commissionLevel.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import type { Store } from '../store/api.ts';
import { readStored } from '../storedJson.ts';
import { liveNamed } from './chosen.ts';
import type { Settlement } from './settle.ts';
import { guarded } from './stage.ts';
import { codes, vendor } from './words.ts';

/**
 * The vendor's pages disagree how a commission type is spelt (vendor-apis section 6, item 1). A refusal
 * that names the field offers the other spelling to a person; the choice is kept beside the operations,
 * because a pause or a crash may come between the choice and the request.
 */
const setting = 'outbox.spelling-tried';

const stored = z.record(z.string(), z.enum(typeCasings));
type Tried = Readonly<Record<string, TypeCasing>>;

/** The field whose spelling is disputed. */
const typeField = 'type';

const offers: Readonly<Record<TypeCasing, string>> = {
  title: codes.offersTitle,
  upper: codes.offersUpper,
};

function readTried({ settings }: Pick<Store, 'settings'>): Tried {
  return readStored(settings.get(setting), stored) ?? {};
}

/** The spelling a person chose for these operations of one record; null when nobody did. */
export function createChosenSpelling(
  store: Pick<Store, 'settings'>,
): (operations: readonly Pick<Operation, 'id'>[]) => TypeCasing | null {
  const tried = readTried(store);
  return (operations) => {
    for (const { id } of operations) {
      const casing = tried[id];
      if (casing !== undefined) return casing;
    }
    return null;
  };
}

/** The spelling a refused operation offers to try; null when it offers none. */
export function offeredSpelling({ error, state }: Pick<Operation, 'error' | 'state'>): TypeCasing | null {
  if (state !== 'refused') return null;
  return typeCasings.find((casing) => offers[casing] === error?.code) ?? null;
}

/**
 * The code of a refusal that offers another spelling, and the words for it; null for every other
 * refusal. Only a 400 whose message names the field counts, and each spelling is tried once.
 */
export function spellingOffer(
  failure: ConnectorFailure,
  operation: Pick<Operation, 'changes'>,
  sent: { readonly casing: TypeCasing; readonly chosen: boolean },
): { readonly code: string; readonly words: string } | null {
  if (failure.kind !== 'rejected' || failure.status !== 400) return null;
  const type = operation.changes[typeField]?.value;
  if (typeof type !== 'string' || failure.fields[typeField] === undefined) return null;
  const as = (casing: TypeCasing): string => `“${typeInCasing(type, casing)}”`;
  if (sent.chosen) {
    const words = `${as(otherCasing(sent.casing))} and ${as(sent.casing)} were both refused: ask ${vendor} support how the type is written.`;
    return { code: codes.refused, words };
  }
  const other = otherCasing(sent.casing);
  return {
    code: offers[other],
    words: `It was sent as ${as(sent.casing)}; ${vendor}'s documents also write ${as(other)}. Choose “Send as ${typeInCasing(type, other)}” to try that.`,
  };
}

export interface Spelling {
  /**
   * Tries refused operations again with the spelling their refusal offers. It is remembered for the
   * connection once the server has taken it. Fails with `no-other-spelling` when none offers one.
   */
  sendAsOffered(operationIds: readonly string[]): Result<{ readonly queued: number }>;
}

export function createSpelling(settlement: Settlement, hurry: () => void): Spelling {
  const { parts } = settlement;
  const { store } = parts;
  return {
    sendAsOffered: (ids) =>
      guarded(() => {
        const chosen = liveNamed(parts, ids).flatMap((operation) => {
          const casing = offeredSpelling(operation);
          return casing === null ? [] : [{ operation, casing }];
        });
        if (chosen.length === 0) {
          return fail({
            code: 'no-other-spelling',
            message: `${vendor} did not refuse this for the spelling of its type, so there is no other spelling to try. Nothing was sent.`,
          });
        }
        settlement.commit('gesture', (write) => {
          const tried: Record<string, TypeCasing> = {};
          for (const [id, casing] of Object.entries(readTried(store))) {
            const known = store.operations.get(id);
            if (known !== null && known.state !== 'done' && known.state !== 'dropped') tried[id] = casing;
          }
          for (const { operation, casing } of chosen) {
            tried[operation.id] = casing;
            write.move(operation, { state: 'ready', retryAt: null, error: null });
          }
          store.settings.set(setting, JSON.stringify(tried));
        });
        hurry();
        return ok({ queued: chosen.length });
      }),
  };
}
