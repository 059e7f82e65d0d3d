import { parentFields } from '../../../../domain/collections.ts';
import type { AgentSyncCollection } from '../../../../domain/fields.ts';
import { assertNever } from '../../../../domain/result.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type { ContractingConnector, ReadRecord } from '../api.ts';
import type { Http } from '../http.ts';
import { readAssignmentChange, readChangesOf } from './assignmentChanges.ts';
import { createCalls } from './calls.ts';
import type { CallsOptions } from './calls.ts';
import { createCreates } from './creates.ts';
import { createHierarchies } from './hierarchies.ts';
import { createInvitations } from './invitations.ts';
import { readHalPage } from './hal.ts';
import { createItemReader } from './items.ts';
import { createLists, mostPages } from './lists.ts';
import { listLookup } from './listLookup.ts';
import { createNewestCopies } from './newest.ts';
import type { CallName, Profile } from './profile.ts';
import { ratesOf } from './profile.ts';
import { profileFamilies } from './profileCalls.ts';
import { readServerCopy } from './records.ts';
import { createTypeSpelling, forgetfulCasing } from './typeSpelling.ts';
import type { CasingMemory } from './typeSpelling.ts';
import { unusable } from './unusable.ts';
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
/** AgentSync Contracting behind the connector's interface (vendor-apis 2.1, S0, S1, A-PAG, A-CBP). */
export function createAgentSyncConnector(options: AgentSyncOptions): ContractingConnector {
  const { http, profile, environment } = options;
  const rates = ratesOf(profile, environment);
  const calls = createCalls(options);
  const copies = createNewestCopies();
  const spelling = createTypeSpelling(options.casing ?? forgetfulCasing());
  const readItems = createItemReader(spelling);

  const lists = createLists({ calls, profile, rates, copies, readItems });

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
    ...lists,
    listLookup: (kind, signal) => listLookup(calls, kind, signal),
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
      return unusable(calls.label(call), reason);
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
          return unusable(calls.label(call), problem);
        }
        for (const record of read.records) all.set(record.id, record);
        if (hal.ok && hal.page.last) break;
      }
      return { ok: true, value: [...all.values()] };
    },
  };
}
