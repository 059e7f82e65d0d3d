import { isOfProfile, isOfTurris, parentFields } from '../../../../domain/collections.ts';
import type { AgentSyncCollection } from '../../../../domain/fields.ts';
import type { ContractingConnector, Page } from '../api.ts';
import type { Calls } from './calls.ts';
import { readHalPage } from './hal.ts';
import type { createItemReader } from './items.ts';
import type { createNewestCopies } from './newest.ts';
import type { CallName, Profile, ratesOf } from './profile.ts';
import { profileFamilies } from './profileCalls.ts';
import { notPublished } from './profileOffer.ts';
import { unusable } from './unusable.ts';

const listCalls: Readonly<Record<AgentSyncCollection, CallName>> = {
  carrier: 'listCarriers',
  product: 'listProducts',
  commissionLevel: 'listCommissionLevels',
  contractAssignment: 'listContractAssignments',
  producer: profileFamilies.producer.list,
  address: profileFamilies.address.list,
  phone: profileFamilies.phone.list,
  bankAccount: profileFamilies.bankAccount.list,
  insurancePolicy: profileFamilies.insurancePolicy.list,
};

/** A refused page size is halved down to this before the refusal is believed. */
const smallestPage = 25;
/** No list is this long; a server that always names a next page is cut off here. */
export const mostPages = 10_000;

interface ListParts {
  readonly calls: Calls;
  readonly profile: Profile;
  readonly rates: ReturnType<typeof ratesOf>;
  readonly copies: ReturnType<typeof createNewestCopies>;
  readonly readItems: ReturnType<typeof createItemReader>;
}

/** Reads lists page by page (A-PAG). A page size that is refused is halved and remembered for its call. */
export function createLists(parts: ListParts): Pick<ContractingConnector, 'listPage' | 'lists' | 'sourceOf'> {
  const { calls, profile, rates, copies, readItems } = parts;
  const pageSizes = new Map<CallName, number>();

  /** The call that answers a question for a list; of one parent's records, the whole list where there is no other. */
  const listCallOf = (collection: AgentSyncCollection, narrowed: boolean): CallName => {
    if (!isOfProfile(collection)) return listCalls[collection];
    const { list, some } = profileFamilies[collection];
    return narrowed && calls.endpoint(some) !== undefined ? some : list;
  };

  const lists: ContractingConnector['lists'] = (collection) => {
    if (!isOfProfile(collection))
      return { offered: true, by: parentFields[collection] === undefined ? 'list' : 'parent' };
    const { list, some } = profileFamilies[collection];
    if (calls.endpoint(list) !== undefined) return { offered: true, by: 'list' };
    if (collection !== 'producer' && calls.endpoint(some) !== undefined)
      return { offered: true, by: 'parent' };
    return { offered: false, reason: notPublished(collection) };
  };

  const sourceOf: ContractingConnector['sourceOf'] = (collection) => {
    if (collection === 'invitation' || isOfTurris(collection)) return null;
    const endpoint = calls.endpoint(listCalls[collection]);
    const { vendor } = isOfProfile(collection) ? profile.producerProfile : profile;
    return endpoint === undefined ? null : { vendor, call: `${endpoint.method} ${endpoint.path}` };
  };

  const listPage: ContractingConnector['listPage'] = async (collection, options) => {
    const { parentId, npn, page, only, signal } = options;
    const call = listCallOf(collection, parentId !== undefined || npn !== undefined);
    // A whole list asked for one parent's records says itself whose each is.
    const ownList = isOfProfile(collection) && call === profileFamilies[collection].list;
    const listedUnder = ownList ? undefined : parentId;
    for (;;) {
      const size = pageSizes.get(call) ?? rates.pageSize;
      const query = {
        page: String(page),
        size: String(size),
        ...(npn === undefined || ownList ? {} : { npn }),
      };
      const mark = copies.mark();
      const answer = await calls.call(call, {
        query,
        signal,
        ...(parentId === undefined ? {} : { parentId }),
      });
      if (!answer.ok) {
        // Only on a first page: halving in between would change what the page numbers mean.
        const tooMany = answer.failure.kind === 'rejected' && answer.failure.status === 400 && page === 0;
        if (!tooMany || size / 2 < smallestPage)
          return ownList && page === 0
            ? { ok: false, failure: calls.softened(call, answer.failure) }
            : answer;
        pageSizes.set(call, Math.floor(size / 2));
        continue;
      }
      const hal = readHalPage(answer.value.json, calls.endpoint(call)?.embedded, { page, size });
      if (!hal.ok) {
        return unusable(calls.label(call), `${hal.problem}.`);
      }
      const position = `${parentId === undefined ? '' : `under ${parentId}, `}page ${page + 1}, `;
      const value: Page = {
        ...readItems(collection, hal.page.items, {
          text: answer.value.text,
          position,
          parentId: listedUnder,
          only,
        }),
        number: page,
        size: hal.page.size,
        received: hal.page.items.length,
        totalPages: hal.page.totalPages,
        totalElements: hal.page.totalElements,
        last: hal.page.last || page + 1 >= mostPages,
        newest: (record) => copies.since(mark, record),
      };
      return { ok: true, value };
    }
  };

  return { listPage, lists, sourceOf };
}
