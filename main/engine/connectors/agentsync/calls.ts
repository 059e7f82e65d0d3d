import type { Json } from '../../../../domain/json.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type { Body } from '../answer.ts';
import type { ConnectorFailure, ConnectorResult } from '../api.ts';
import { fillPath, foldedAway } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import type { DescribedCall, Http, HttpCall } from '../http.ts';
import type { ProfileOverride } from './override.ts';
import type { CallName, ContractingCallName, Profile } from './profile.ts';
import { isProfileCall, profileLabel } from './profileCalls.ts';
import type { ProfileCallName } from './profileCalls.ts';

/** What is put into a call of the endpoint profile. */
export interface CallInput {
  readonly id?: string;
  readonly parentId?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly signal?: AbortSignal | undefined;
}

/** Calls by their name in the endpoint profile. */
export interface Calls {
  call(name: CallName, input: CallInput): Promise<ConnectorResult<Body>>;
  /** The call's entry, or undefined when this environment does not offer it. */
  endpoint(name: CallName): Endpoint | undefined;
  /** The request the call would be, or null when this environment does not offer it. */
  describe(name: CallName, input: CallInput): DescribedCall | null;
  /** What the call does, fitting after `while`. */
  label(name: CallName): string;
  /** A call we only inferred that turns out not to exist is not a failure: it is not offered. */
  softened(name: CallName, failure: ConnectorFailure): ConnectorFailure;
}

const labels: Readonly<Record<ContractingCallName, string>> = {
  listCarriers: 'listing carriers',
  readCarrier: 'reading a carrier',
  createCarrier: 'creating a carrier',
  updateCarrier: 'changing a carrier',
  listProducts: 'listing the products of a carrier',
  readProduct: 'reading a product',
  createProduct: 'creating a product',
  updateProduct: 'changing a product',
  listCommissionLevels: 'listing the commission levels of a product',
  readCommissionLevel: 'reading a commission level',
  createCommissionLevel: 'creating a commission level',
  createCommissionLevels: 'creating commission levels',
  updateCommissionLevels: 'changing commission levels',
  listContractAssignments: 'listing contract assignments',
  assignmentsOfProducer: 'listing the contract assignments of a producer',
  readContractAssignment: 'reading a contract assignment',
  listAssignmentChanges: 'reading the changes of a contract assignment',
  listProductHierarchies: 'listing the hierarchies of your organization',
  listHierarchyChanges: 'reading the changelog of a hierarchy',
  createContractAssignment: 'creating a contract assignment',
  updateContractAssignments: 'changing contract assignments',
  createInvitation: 'sending an invitation',
  listLinesOfBusiness: 'listing lines of business',
  listContractSubmissionMethods: 'listing submission methods',
  listAnnualizations: 'listing annualizations',
  listAssignmentStatuses: 'listing assignment statuses',
  listAdministrativeDivisions: 'listing states',
  listTaskTypes: 'listing task types',
};

export interface CallsOptions {
  readonly http: Http;
  /**
   * Producer Profile: its line, whose base is the bare host, and what the customer knows of its paths.
   * Without it no call of Producer Profile is offered.
   */
  readonly producerProfile?: { readonly http: Http; readonly override: () => ProfileOverride };
  readonly profile: Profile;
  readonly environment: Environment;
}

/**
 * A refusal of our rights to Producer Profile says nothing about Contracting: it must not stop the rest, so
 * it counts as a call that is not offered.
 */
function aboutProfileAlone(name: ProfileCallName, failure: ConnectorFailure): ConnectorFailure {
  if (failure.kind !== 'forbidden' && failure.kind !== 'credentials-refused') return failure;
  return {
    kind: 'not-offered',
    message: `AgentSync refused ${profileLabel(name)}: these credentials lack the permission for Producer Profile, or the scope set for it is not the right one. Ask AgentSync for the scope and enter it under Settings, Producer Profile. Everything else goes on.`,
  };
}

/** Builds addresses from the profile and ids only; links of the server are never used (vendor-apis section 7, item 15). */
export function createCalls({ http, producerProfile, profile, environment }: CallsOptions): Calls {
  const endpoint = (name: CallName): Endpoint | undefined => {
    if (!isProfileCall(name)) {
      const entry = profile.calls[name];
      return entry.enabled[environment] ? entry : undefined;
    }
    if (producerProfile === undefined) return undefined;
    const entry = profile.producerProfile.calls[name];
    const own = producerProfile.override().paths[name];
    if (own !== undefined) return { ...entry, path: own };
    return entry.enabled[environment] ? entry : undefined;
  };
  const lineOf = (name: CallName): Http =>
    isProfileCall(name) && producerProfile !== undefined ? producerProfile.http : http;
  const labelOf = (name: CallName): string => (isProfileCall(name) ? profileLabel(name) : labels[name]);
  const certaintyOf = (name: CallName): Endpoint['certainty'] =>
    isProfileCall(name) ? 'inferred' : profile.calls[name].certainty;
  const toHttp = (name: CallName, entry: Endpoint, input: CallInput): HttpCall => ({
    method: entry.method,
    path: fillPath(entry.path, input),
    label: labelOf(name),
    signal: input.signal,
    ...(input.query === undefined ? {} : { query: input.query }),
    ...(input.body === undefined ? {} : { body: input.body }),
  });
  return {
    endpoint,
    label: labelOf,
    describe(name, input) {
      const entry = endpoint(name);
      return entry === undefined ? null : lineOf(name).describe(toHttp(name, entry, input));
    },
    async call(name, input) {
      const entry = endpoint(name);
      if (entry === undefined) {
        const message = `This connection does not offer ${labelOf(name)}.`;
        return { ok: false, failure: { kind: 'not-offered', message } };
      }
      if (foldedAway(input.id) || foldedAway(input.parentId)) {
        return { ok: false, failure: { kind: 'not-found', message: 'No record can have this id.' } };
      }
      const answer = await lineOf(name).call(toHttp(name, entry, input));
      return !answer.ok && isProfileCall(name)
        ? { ok: false, failure: aboutProfileAlone(name, answer.failure) }
        : answer;
    },
    softened(name, failure) {
      const absent =
        failure.kind === 'not-found' ||
        failure.kind === 'forbidden' ||
        (failure.kind === 'rejected' && [400, 405, 410].includes(failure.status)) ||
        (failure.kind === 'server-error' && failure.status === 501);
      if (!absent || certaintyOf(name) === 'documented') return failure;
      return {
        kind: 'not-offered',
        message: `AgentSync does not offer ${labelOf(name)} to this connection.`,
      };
    },
  };
}
