import type { TurrisCollection } from '../../../../domain/fields.ts';
import type { Json } from '../../../../domain/json.ts';
import { assertNever } from '../../../../domain/result.ts';
import { uploadCategories } from '../../../../domain/turris.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type { Body } from '../answer.ts';
import type { ConnectorResult, ListReader, Page, ReadRecord, UnreadableRecord } from '../api.ts';
import { fillPath, foldedAway } from '../endpoint.ts';
import type { Http } from '../http.ts';
import { listIn } from './envelope.ts';
import type { TurrisCallName, TurrisProfile } from './profile.ts';
import { readTurrisRecord } from './records.ts';
import type { Listed } from './records.ts';

/** Reading Turris (vendor-apis 2.5). Throws nothing for expected failures. */
export interface TurrisConnector extends ListReader<TurrisCollection> {
  /** The vendor's own check call: whether it answers, and knows our token. */
  check(signal?: AbortSignal): Promise<ConnectorResult<unknown>>;
  /** Where what is known of a collection comes from, to be shown. */
  sourceOf(collection: TurrisCollection): { readonly vendor: string; readonly call: string };
}

/** Whose licences: every agent and every entity has a list of its own (vendor-apis section 6, item 24). */
export const licenceParents = {
  agent: (id: string) => `agent/${id}`,
  downstreamEntity: (id: string) => `entity/${id}`,
} as const;

/** Only a newer list filter has these (vendor-apis 3.18). */
const newerCategories = ['Contract Container Folder Document', 'Surplus Lines'] as const;
/** Categories that documents are listed by, one call each. */
export const fileCategories: readonly string[] = [...uploadCategories, ...newerCategories];

const labels: Readonly<Record<TurrisCallName, string>> = {
  testToken: 'checking the sign-in',
  listDownstreamEntities: 'listing downstream entities',
  listEntityLicences: 'listing the licences of a downstream entity',
  listAgents: 'listing agents',
  listAgentLicences: 'listing the licences of an agent',
  listFileDocuments: 'listing documents',
};

const listCalls: Readonly<Record<TurrisCollection, readonly TurrisCallName[]>> = {
  downstreamEntity: ['listDownstreamEntities'],
  agent: ['listAgents'],
  licence: ['listAgentLicences', 'listEntityLicences'],
  fileDocument: ['listFileDocuments'],
};

interface Question {
  readonly call: TurrisCallName;
  readonly parentId?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly holder?: NonNullable<Listed['holder']>;
}

function questionOf(collection: TurrisCollection, parentId: string | undefined): Question {
  switch (collection) {
    case 'downstreamEntity':
      return { call: 'listDownstreamEntities' };
    case 'agent':
      return parentId === undefined
        ? { call: 'listAgents' }
        : { call: 'listAgents', query: { downstreamEntityAssociationId: parentId } };
    case 'licence': {
      const [kind, ...rest] = (parentId ?? '').split('/');
      const id = rest.join('/');
      return kind === 'agent'
        ? { call: 'listAgentLicences', parentId: id, holder: { field: 'agentId', id } }
        : { call: 'listEntityLicences', parentId: id, holder: { field: 'downstreamEntityId', id } };
    }
    case 'fileDocument':
      return { call: 'listFileDocuments', query: { category: parentId ?? '' } };
    default:
      return assertNever(collection);
  }
}

/** Different licences of one holder that share a key are all kept, told apart by a number (item 31). */
function apart(records: readonly ReadRecord[]): readonly ReadRecord[] {
  const kept: ReadRecord[] = [];
  const texts = new Map<string, string[]>();
  for (const record of records) {
    const text = JSON.stringify(record.server);
    const sharing = texts.get(record.id) ?? [];
    if (sharing.includes(text)) continue;
    const number = sharing.push(text);
    texts.set(record.id, sharing);
    kept.push(number === 1 ? record : { ...record, id: `${record.id}#${number}` });
  }
  return kept;
}

/** One record for each id, the last wins. */
function once(records: readonly ReadRecord[]): readonly ReadRecord[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

function wholeList(
  records: readonly ReadRecord[],
  setAside: readonly UnreadableRecord[],
  received: number,
): Page {
  return {
    records,
    setAside,
    number: 0,
    size: Math.max(1, received),
    received,
    totalPages: 1,
    totalElements: null,
    last: true,
    newest: (record) => record,
  };
}

/** Turris behind the interface of passes: every list is one answer, because it has no pages (vendor-apis 1.7). */
export function createTurrisConnector({
  http,
  profile,
  environment,
}: {
  readonly http: Http;
  readonly profile: TurrisProfile;
  readonly environment: Environment;
}): TurrisConnector {
  const ask = async (question: Question, signal?: AbortSignal): Promise<ConnectorResult<Body>> => {
    const entry = profile.calls[question.call];
    const label = labels[question.call];
    if (!entry.enabled[environment])
      return {
        ok: false,
        failure: { kind: 'not-offered', message: `This connection does not offer ${label}.` },
      };
    const { parentId, query } = question;
    if (foldedAway(parentId))
      return { ok: false, failure: { kind: 'not-found', message: 'No record can have this id.' } };
    return http.call({
      method: entry.method,
      path: fillPath(entry.path, parentId === undefined ? {} : { parentId }),
      label,
      signal,
      ...(query === undefined ? {} : { query }),
    });
  };

  const readItems = (
    collection: TurrisCollection,
    items: readonly Json[],
    around: { readonly text: string; readonly parentId: string | undefined; readonly question: Question },
  ): Page => {
    const records: ReadRecord[] = [];
    const setAside: UnreadableRecord[] = [];
    const under = around.parentId === undefined ? '' : `under ${around.parentId}, `;
    const { holder } = around.question;
    for (const [index, item] of items.entries()) {
      const outcome = readTurrisRecord(collection, item, {
        position: `${under}page 1, item ${index + 1}`,
        text: around.text,
        ...(holder === undefined ? {} : { holder }),
      });
      if (outcome.ok) records.push(outcome.record);
      else setAside.push(outcome.unreadable);
    }
    return wholeList(collection === 'licence' ? apart(records) : once(records), setAside, items.length);
  };

  return {
    check: (signal) => ask({ call: 'testToken' }, signal),
    sourceOf(collection) {
      const calls = listCalls[collection].map((name) => profile.calls[name]);
      return {
        vendor: profile.vendor,
        call: calls.map(({ method, path }) => `${method} ${path}`).join(', '),
      };
    },
    async listPage(collection, { parentId, signal }) {
      const question = questionOf(collection, parentId);
      const answer = await ask(question, signal);
      if (!answer.ok) {
        // An account that does not know a newer category has no document of it.
        const unknown =
          answer.failure.kind === 'rejected' && newerCategories.some((category) => category === parentId);
        return collection === 'fileDocument' && unknown ? { ok: true, value: wholeList([], [], 0) } : answer;
      }
      const { json, text } = answer.value;
      const list = listIn(json, profile.longestList);
      if (!list.ok) {
        const message = `Turris's answer while ${labels[question.call]} could not be used: ${list.problem}.`;
        return { ok: false, failure: { kind: 'malformed', message } };
      }
      return { ok: true, value: readItems(collection, list.items, { text, parentId, question }) };
    },
  };
}
