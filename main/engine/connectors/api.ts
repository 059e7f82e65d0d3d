import type { AssignmentChange } from '../../../domain/assignmentChange.ts';
import type { TypeCasing } from '../../../domain/commissionLevel.ts';
import type {
  AgentSyncCollection,
  CollectionName,
  FieldValues,
  MirroredName,
  SentName,
} from '../../../domain/fields.ts';
import type { LookupKind, LookupValue } from '../../../domain/lookups.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { HierarchyReads } from './hierarchyReads.ts';

/** What went wrong with a call, sorted by what the caller must do about it. */
export type ConnectorFailure =
  /** 401 that one token renewal did not cure. */
  | { readonly kind: 'unauthorized'; readonly message: string }
  /** 403: scope missing or call not permitted. */
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'not-found'; readonly message: string }
  /**
   * 400 or 422: the server's words, overall and by field. A word about one item of several is keyed
   * by its position in what was sent, as in `3.commissionLevelId`.
   */
  | {
      readonly kind: 'rejected';
      readonly status: number;
      readonly message: string;
      readonly fields: Readonly<Record<string, string>>;
    }
  /** 429 or 503; the whole host is paused until then (epoch ms). */
  | {
      readonly kind: 'rate-limited';
      readonly until: number;
      readonly message: string;
      /** A 503 says that the host is overwhelmed, not that it did nothing: a write may have landed. */
      readonly mayHaveLanded?: true;
    }
  /** Other 5xx. For a write this is an unknown outcome. */
  | { readonly kind: 'server-error'; readonly status: number; readonly message: string }
  /** The request certainly never arrived. */
  | { readonly kind: 'not-sent'; readonly message: string }
  /** The request may have arrived; no complete answer came back. */
  | { readonly kind: 'no-answer'; readonly message: string }
  /** An answer arrived that is not what the API promises (broken JSON, wrong types, too large). */
  | { readonly kind: 'malformed'; readonly message: string }
  /** The credentials were refused at the token endpoint. */
  | {
      readonly kind: 'credentials-refused';
      /** Which refusal it was, e.g. `scope-not-granted`. */
      readonly code: string;
      readonly message: string;
    }
  /** This connection's endpoint profile does not offer the call. */
  | { readonly kind: 'not-offered'; readonly message: string }
  /** Given up on our side; `unsent` when the request certainly never left. */
  | { readonly kind: 'aborted'; readonly unsent?: true };

/** What a vendor answered, or why it did not, sorted by what the caller can do about it. */
export type ConnectorResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ConnectorFailure };

/** A record of a vendor as Upline reads it, beside the vendor's own JSON. */
export interface ReadRecord {
  readonly id: string;
  readonly values: FieldValues;
  readonly server: JsonObject;
  /** Whether the answer may name only some of the fields, so that the others stay as they are known. */
  readonly narrow?: boolean;
}

/** A record that could not be read: its id or place, why, and the vendor's own text. */
export interface UnreadableRecord {
  readonly key: string;
  readonly reason: string;
  readonly raw: string;
}

/** One page of a vendor's list. */
export interface Page {
  readonly records: readonly ReadRecord[];
  readonly setAside: readonly UnreadableRecord[];
  /** 0-based number of this page as asked for. */
  readonly number: number;
  /** Items per page: page numbers mean nothing without it, and it may shrink when a server refuses ours. */
  readonly size: number;
  /** Items the page held, readable or not, repeated or not. */
  readonly received: number;
  readonly totalPages: number | null;
  readonly totalElements: number | null;
  /** Whether this was the last page by the vendor's signals (vendor-apis 1.6 stop rule). */
  readonly last: boolean;
  /** The record itself, or the copy that a later read or update has brought since this page was asked for. */
  readonly newest: (record: ReadRecord) => ReadRecord;
}

/** What a read of an assignment's changes brought. */
export interface ReadChanges {
  readonly changes: readonly { readonly id: string; readonly server: JsonObject }[];
  /** Items that could not be read. */
  readonly unreadable: number;
}

/** What is to be changed of one record. */
export interface UpdateItem {
  readonly id: string;
  /** Only the changed fields. */
  readonly values: FieldValues;
  /** The spelling of commission types a person chose for this item; the connection's when absent. */
  readonly typeCasing?: TypeCasing;
  /** What is known of the record besides: a producer's type decides where its fields stand. */
  readonly known?: FieldValues;
}

/** One assignment that the vendor makes with the invitation. */
export interface InvitationLine {
  readonly carrierId: string;
  readonly productId: string;
  readonly commissionLevelId: string;
}

/** An invitation as it leaves (vendor-apis 3.7). */
export interface OutgoingInvitation {
  /** The invitation's own fields by their names here. */
  readonly values: FieldValues;
  /** The sender's own organization at the vendor; every line names it. */
  readonly organizationId: string;
  readonly lines: readonly InvitationLine[];
}

/** What the vendor answers to an invitation. */
export interface SentInvitation {
  /** A secret: whoever has it signs in as the producer. */
  readonly link: string;
  /** ISO 8601, where the answer says it. */
  readonly expiresAt: string | null;
}

/** The lists of one vendor, as passes read them. Throws nothing for expected failures. */
export interface ListReader<C extends MirroredName> {
  /** A page of a list, or of what stands under one parent; a vendor without pages answers everything at once. */
  listPage(
    collection: C,
    options: { readonly parentId?: string; readonly page: number; readonly signal?: AbortSignal },
  ): Promise<ConnectorResult<Page>>;
}

/** The calls of AgentSync Contracting and Producer Profile that Upline uses. Throws nothing for expected failures. */
export interface ContractingConnector extends HierarchyReads {
  /** Values read back from a stored server copy. */
  readServerCopy(collection: CollectionName, server: JsonObject, fields?: readonly string[]): FieldValues;
  listLookup(
    kind: LookupKind,
    signal?: AbortSignal,
  ): Promise<
    ConnectorResult<{
      readonly values: readonly (LookupValue & { readonly server: JsonObject })[];
      readonly setAside: readonly UnreadableRecord[];
    }>
  >;
  /**
   * `parentId` is the carrier for products, the product for levels, the producer for what it has. `npn`
   * asks for the producers with that NPN; whoever asks looks at the NPNs all the same. With `only`, records
   * with other ids are left unread, and neither answered nor set aside.
   */
  listPage(
    collection: AgentSyncCollection,
    options: {
      readonly parentId?: string;
      readonly npn?: string;
      readonly page: number;
      readonly only?: ReadonlySet<string>;
      readonly signal?: AbortSignal;
    },
  ): Promise<ConnectorResult<Page>>;
  /** How this connection lists a collection: as a whole, under each parent, or not at all. */
  lists(
    collection: AgentSyncCollection,
  ):
    | { readonly offered: true; readonly by: 'list' | 'parent' }
    | { readonly offered: false; readonly reason: string };
  /** Where what is known of a collection comes from, to be shown; null for what the vendor lists nowhere. */
  sourceOf(collection: CollectionName): { readonly vendor: string; readonly call: string } | null;
  /** One record by id; `not-found` when the server does not have it. */
  read(
    collection: AgentSyncCollection,
    id: string,
    signal?: AbortSignal,
  ): Promise<ConnectorResult<ReadRecord>>;
  /** A record read a while ago, or the copy that a later read or update has brought since. */
  newest(record: ReadRecord): ReadRecord;
  /** Whether this connection can be asked for the changes of an assignment (C19). */
  offersAssignmentChanges(): { readonly yes: true } | { readonly yes: false; readonly reason: string };
  /** Every change of one assignment, in the vendor's JSON. */
  assignmentChanges(assignmentId: string, signal?: AbortSignal): Promise<ConnectorResult<ReadChanges>>;
  /** A change read back from its stored JSON; null when nothing can be said of it. */
  readAssignmentChange(server: JsonObject): AssignmentChange | null;
  assignmentsOf(npn: string, signal?: AbortSignal): Promise<ConnectorResult<readonly ReadRecord[]>>;
  /**
   * Changes records in one request, all or nothing: PUT bulk for assignments and levels, PUT of the one
   * item for carriers, products and Producer Profile. On success the server's echo of every item, in order. Throws for
   * more items than `updates` offers.
   */
  updateMany(
    collection: CollectionName,
    items: readonly UpdateItem[],
    signal?: AbortSignal,
  ): Promise<ConnectorResult<readonly ReadRecord[]>>;
  /**
   * Creates one record (POST). `parentId` is the carrier for products, the product for levels. The echo
   * may hold only some fields (vendor-apis section 6 item 14). Never repeated by itself.
   */
  create(
    collection: AgentSyncCollection,
    values: FieldValues,
    options: {
      readonly parentId?: string;
      readonly signal?: AbortSignal;
      /** As for an update. */
      readonly typeCasing?: TypeCasing;
    },
  ): Promise<ConnectorResult<ReadRecord>>;
  /**
   * Sends one invitation (C20): mail goes out, and the answer is the only place where its link is told.
   * Never repeated by itself; the link stands in no failure.
   */
  invite(invitation: OutgoingInvitation, signal?: AbortSignal): Promise<ConnectorResult<SentInvitation>>;
  /** Creates several levels of one product (POST bulk, an array). Echoes in the order of the items. */
  createLevels(
    productId: string,
    items: readonly FieldValues[],
    signal?: AbortSignal,
  ): Promise<ConnectorResult<readonly ReadRecord[]>>;
  /** Whether and how this connection can create records of a collection. */
  creates(
    collection: CollectionName,
  ):
    | { readonly offered: true; readonly maximumItems: number }
    | { readonly offered: false; readonly reason: string };
  /** The request a write would be, without sending it. */
  describe(
    write:
      | {
          readonly kind: 'update';
          readonly collection: CollectionName;
          readonly items: readonly UpdateItem[];
        }
      | {
          readonly kind: 'create';
          readonly collection: SentName;
          readonly values: FieldValues;
          readonly parentId?: string;
          readonly typeCasing?: TypeCasing;
        }
      | { readonly kind: 'invite'; readonly invitation: OutgoingInvitation },
  ): {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
  } | null;
  /** How commission types are spelt to this connection (vendor-apis section 6, item 1). */
  typeCasing(): TypeCasing;
  /** Requests a minute this host is asked at most, for estimates. */
  perMinute(): number;
  /** Whether and how this connection can update a collection. */
  updates(
    collection: CollectionName,
  ):
    | { readonly offered: true; readonly maximumItems: number }
    | { readonly offered: false; readonly reason: string };
  /** Epoch ms until which the host asked us to pause, or null. */
  pausedUntil(): number | null;
}
