import type { Json } from '../../../../domain/json.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type { Body } from '../answer.ts';
import type { ConnectorFailure, ConnectorResult } from '../api.ts';
import type { DescribedCall, Http, HttpCall } from '../http.ts';
import type { CallName, Endpoint, Profile } from './profile.ts';

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

const labels: Readonly<Record<CallName, string>> = {
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

/** Fills a path template; ids are opaque text and are encoded whole. */
function fill(template: string, input: CallInput): string {
  return template
    .replace('{id}', () => encodeURIComponent(input.id ?? ''))
    .replace('{parentId}', () => encodeURIComponent(input.parentId ?? ''));
}

/** Addresses fold these away even when they are encoded, so such an id would reach another call. */
const foldedAway = (id: string | undefined): boolean => id === '' || id === '.' || id === '..';

/** Builds addresses from the profile and ids only; links of the server are never used (vendor-apis section 7, item 15). */
export function createCalls(http: Http, profile: Profile, environment: Environment): Calls {
  const endpoint = (name: CallName): Endpoint | undefined => {
    const entry = profile.calls[name];
    return entry.enabled[environment] ? entry : undefined;
  };
  const toHttp = (name: CallName, entry: Endpoint, input: CallInput): HttpCall => ({
    method: entry.method,
    path: fill(entry.path, input),
    label: labels[name],
    signal: input.signal,
    ...(input.query === undefined ? {} : { query: input.query }),
    ...(input.body === undefined ? {} : { body: input.body }),
  });
  return {
    endpoint,
    label: (name) => labels[name],
    describe(name, input) {
      const entry = endpoint(name);
      return entry === undefined ? null : http.describe(toHttp(name, entry, input));
    },
    async call(name, input) {
      const entry = endpoint(name);
      if (entry === undefined) {
        const message = `This connection does not offer ${labels[name]}.`;
        return { ok: false, failure: { kind: 'not-offered', message } };
      }
      if (foldedAway(input.id) || foldedAway(input.parentId)) {
        return { ok: false, failure: { kind: 'not-found', message: 'No record can have this id.' } };
      }
      return http.call(toHttp(name, entry, input));
    },
    softened(name, failure) {
      const absent =
        failure.kind === 'not-found' ||
        failure.kind === 'forbidden' ||
        (failure.kind === 'rejected' && [400, 405, 410].includes(failure.status)) ||
        (failure.kind === 'server-error' && failure.status === 501);
      if (!absent || profile.calls[name].certainty === 'documented') return failure;
      return { kind: 'not-offered', message: `AgentSync does not offer ${labels[name]} to this connection.` };
    },
  };
}
