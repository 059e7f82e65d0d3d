import { isOfProfile, isOfTurris, parentFields } from '../../../../domain/collections.ts';
import type { AgentSyncCollection } from '../../../../domain/fields.ts';
import { assertNever } from '../../../../domain/result.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type {
  ConnectorFailure,
  ConnectorResult,
  ContractingConnector,
  Page,
  ReadRecord,
  UnreadableRecord,
} from '../api.ts';
import type { Http } from '../http.ts';
import { readAssignmentChange, readChangesOf } from './assignmentChanges.ts';
import { createCalls } from './calls.ts';
import type { CallsOptions } from './calls.ts';
import { createCreates } from './creates.ts';
import { createHierarchies } from './hierarchies.ts';
import { createInvitations } from './invitations.ts';
import { readHalPage } from './hal.ts';
import { createItemReader } from './items.ts';
import { lookupCalls, readLookup } from './lookups.ts';
import type { ReadLookup } from './lookups.ts';
import { createNewestCopies } from './newest.ts';
import type { CallName, Profile } from './profile.ts';
import { ratesOf } from './profile.ts';
import { profileFamilies } from './profileCalls.ts';
import { notPublished } from './profileOffer.ts';
import { readServerCopy } from './records.ts';
import { createTypeSpelling, forgetfulCasing } from './typeSpelling.ts';
import type { CasingMemory } from './typeSpelling.ts';
import { createUpdates } from './updates.ts';

export interface AgentSyncOptions {
  /** The line to Contracting. */
  readonly http: Http;
  readonly producerProfile?: NonNullable<CallsOptions['producerProfile']>;
  readonly profile: Profile;
  readonly environment: Environment;
  /** Where the spelling of commission types is remembered; without it, until the process ends. */
  readonly casing?: CasingMemory;
}

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
const readCalls: Readonly<Record<AgentSyncCollection, CallName>> = {
  carrier: 'readCarrier',
  product: 'readProduct',
  commissionLevel: 'readCommissionLevel',
  contractAssignment: 'readContractAssignment',
  producer: profileFamilies.producer.read,
  address: profileFamilies.address.read,
  phone: profileFamilies.phone.read,
  bankAccount: profileFamilies.bankAccount.read,
  insurancePolicy: profileFamilies.insurancePolicy.read,
};
/** A refused page size is halved down to this before the refusal is believed. */
const smallestPage = 25;
/** No list is this long; a server that always names a next page is cut off here. */
const mostPages = 10_000;

const failed = <T>(failure: ConnectorFailure): ConnectorResult<T> => ({ ok: false, failure });

/** AgentSync Contracting behind the connector's interface (vendor-apis 2.1, S0, S1, A-PAG, A-CBP). */
export function createAgentSyncConnector(options: AgentSyncOptions): ContractingConnector {
  const { http, profile, environment } = options;
  const rates = ratesOf(profile, environment);
  const calls = createCalls(options);
  const pageSizes = new Map<CallName, number>();
  const copies = createNewestCopies();
  const spelling = createTypeSpelling(options.casing ?? forgetfulCasing());
  const readItems = createItemReader(spelling);

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
          return ownList && page === 0 ? failed(calls.softened(call, answer.failure)) : answer;
        pageSizes.set(call, Math.floor(size / 2));
        continue;
      }
      const hal = readHalPage(answer.value.json, calls.endpoint(call)?.embedded, { page, size });
      if (!hal.ok) {
        return failed({
          kind: 'malformed',
          message: `AgentSync's answer while ${calls.label(call)} could not be used: ${hal.problem}.`,
        });
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

  const { describeUpdate, ...updates } = createUpdates({
    calls,
    profile,
    environment,
    spelling,
    echoed: (records) => copies.keep(records),
    readItems: (collection, items, text) => readItems(collection, items, { text, position: '' }),
  });
  const { describeCreate, ...creates } = createCreates({
    calls,
    profile,
    environment,
    spelling,
    echoed: (records) => copies.keep(records),
    parentField: (collection) => parentFields[collection],
    readItems: (collection, items, text, parentId) =>
      readItems(collection, items, { text, position: '', parentId }),
  });

  const { describeInvitation, ...invitations } = createInvitations(calls);

  /** A lookup we only inferred (C25, C26) is worth no failure of the others: whatever it answers but data. */
  const bearable = (call: CallName, failure: ConnectorFailure): ConnectorFailure => {
    const inferred = calls.endpoint(call)?.certainty === 'inferred';
    const broken = failure.kind === 'server-error' || failure.kind === 'malformed';
    return inferred && broken ? { kind: 'not-offered', message: failure.message } : failure;
  };

  return {
    ...updates,
    ...creates,
    ...invitations,
    ...createHierarchies(calls),
    readServerCopy,
    typeCasing: () => spelling.current(),
    perMinute: () => rates.perMinute,
    describe(write) {
      switch (write.kind) {
        case 'update':
          return describeUpdate(write.collection, write.items);
        case 'create':
          return describeCreate(write.collection, write.values, write);
        case 'invite':
          return describeInvitation(write.invitation);
        default:
          return assertNever(write);
      }
    },
    pausedUntil: () => http.pausedUntil(),
    listPage,
    lists,
    sourceOf,
    async listLookup(kind, signal) {
      const call = lookupCalls[kind];
      const values = new Map<string, ReadLookup>();
      const setAside: UnreadableRecord[] = [];
      for (let page = 0; page < 100; page += 1) {
        const query = { page: String(page), size: '250' };
        const answer = await calls.call(call, { query, signal });
        if (!answer.ok) return failed(bearable(call, calls.softened(call, answer.failure)));
        const hal = readHalPage(answer.value.json, calls.endpoint(call)?.embedded, { page, size: 250 });
        if (!hal.ok) {
          const message = `AgentSync's answer while ${calls.label(call)} could not be used: ${hal.problem}.`;
          return failed(bearable(call, { kind: 'malformed', message }));
        }
        for (const [index, item] of hal.page.items.entries()) {
          const read = readLookup(kind, item, `page ${page + 1}, item ${index + 1}`, answer.value.text);
          if (read.ok) values.set(read.value.id, read.value);
          else setAside.push(read.unreadable);
        }
        if (hal.page.last) break;
      }
      return { ok: true, value: { values: [...values.values()], setAside } };
    },
    async read(collection, id, signal) {
      const call = readCalls[collection];
      const mark = copies.mark();
      const answer = await calls.call(call, { id, signal });
      if (!answer.ok) return answer;
      const { records, setAside } = readItems(collection, [answer.value.json], {
        text: answer.value.text,
        position: '',
      });
      const [record] = records;
      if (record?.id === id) {
        // Overtaken by the echo of a change: that one stays the newest.
        if (copies.since(mark, record) === record) copies.keep([record]);
        return { ok: true, value: record };
      }
      const reason = setAside[0]?.reason ?? 'it is another record than the one asked for.';
      return failed({
        kind: 'malformed',
        message: `AgentSync's answer while ${calls.label(call)} could not be used: ${reason}`,
      });
    },
    newest: (record) => copies.since(-1, record),
    offersAssignmentChanges() {
      if (calls.endpoint('listAssignmentChanges') !== undefined) return { yes: true };
      const reason =
        'AgentSync names the changes of an assignment but has not published where they are read, so this connection does not read them.';
      return { yes: false, reason };
    },
    assignmentChanges: (id, signal) => readChangesOf(calls, id, signal),
    readAssignmentChange,
    async assignmentsOf(npn, signal) {
      const all = new Map<string, ReadRecord>();
      for (let page = 0; page < mostPages; page += 1) {
        const query = { npn, page: String(page), size: String(rates.pageSize) };
        const call = 'assignmentsOfProducer';
        const answer = await calls.call(call, { query, signal });
        if (!answer.ok) return answer;
        const asked = { page, size: rates.pageSize };
        const hal = readHalPage(answer.value.json, calls.endpoint(call)?.embedded, asked);
        const items = hal.ok ? hal.page.items : [];
        const read = readItems('contractAssignment', items, { text: answer.value.text, position: '' });
        const problem = hal.ok ? read.setAside[0]?.reason : `${hal.problem}.`;
        // Whoever asks decides whether an assignment exists: an answer with holes must not pass for a whole one.
        if (problem !== undefined) {
          const message = `AgentSync's answer while ${calls.label(call)} could not be used: ${problem}`;
          return failed({ kind: 'malformed', message });
        }
        for (const record of read.records) all.set(record.id, record);
        if (hal.ok && hal.page.last) break;
      }
      return { ok: true, value: [...all.values()] };
    },
  };
}
