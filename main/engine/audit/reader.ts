import { csvLine, csvText } from '../../../domain/csv.ts';
import type { AuditCheck, AuditKind, AuditLine } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Sliced } from '../slices.ts';
import { auditEvents } from '../store/api.ts';
import type { AuditEvent, Store } from '../store/api.ts';
import { createTelling } from './words.ts';
import type { TellEntry } from './words.ts';

/** The audit as people read it, newest first, and as a file. */
export interface AuditReader {
  list(query: {
    readonly offset: number;
    readonly limit: number;
    /** Every word of it stands somewhere in the entry. */
    readonly search?: string | undefined;
    readonly kind?: AuditKind | undefined;
  }): { readonly total: number; readonly lines: readonly AuditLine[] };
  /** Recomputes the chain of hashes over the whole audit. */
  verify(): Sliced<AuditCheck>;
  /** Everything there was at the beginning, newest first; one line per changed field. */
  csv(): Sliced<string>;
}

/** Headings of the audit's CSV, in the order of its cells. */
export const auditHeading = [
  'number',
  'when',
  'who',
  'environment',
  'what',
  'record',
  'field',
  'old',
  'new',
  'result',
] as const;

/** Entries told before others have their turn: some ten milliseconds. */
const slice = 250;

/** Where a person looks for each event. */
const kinds: Readonly<Record<AuditEvent, AuditKind>> = {
  staged: 'changed',
  undone: 'changed',
  redone: 'changed',
  restored: 'changed',
  rescued: 'changed',
  configured: 'changed',
  sent: 'sent',
  adopted: 'sent',
  refused: 'refused',
  conflict: 'decided',
  resolved: 'decided',
  confirmed: 'decided',
  uncertain: 'decided',
  marked: 'decided',
  revealed: 'decided',
  exported: 'decided',
  dropped: 'discarded',
  removed: 'discarded',
};

/** Reads the audit in words: pages for the screen and the whole as CSV, in slices. */
export function createAuditReader(store: Store): AuditReader {
  const telling = (): TellEntry =>
    createTelling(store, (collection, id) => {
      const record = store.mirror.get(collection, id);
      return record === null ? id : recordTitle(store, collection, record);
    });

  function* linesOf(tell: TellEntry, entry: Parameters<TellEntry>[0]): Iterable<readonly string[]> {
    const { sequence, at, actor, environment, words, record, changes, result } = tell(entry);
    const before = [String(sequence), new Date(at).toISOString(), actor, environment, words, record];
    if (changes.length === 0) yield [...before, '', '', '', result];
    for (const { label, from, to } of changes) yield [...before, label, from, to, result];
  }

  function* csv(): Sliced<string> {
    const tell = telling();
    const { audit } = store;
    const text = [csvText(auditHeading, [])];
    // By number, because entries may be added between two slices.
    for (let newest = audit.count(); newest > 0; newest -= slice) {
      for (const entry of audit.list(audit.count() - newest, slice))
        for (const line of linesOf(tell, entry)) text.push(csvLine(line));
      yield;
    }
    return text.join('');
  }

  /** Of the last search, for its further pages: entries are never changed, only added. */
  let last: { readonly key: string; readonly found: readonly number[] } | null = null;
  const matches = (words: readonly string[], kind: AuditKind | undefined): readonly number[] => {
    const key = JSON.stringify([words, kind, store.audit.count()]);
    if (last?.key !== key) {
      const events = kind === undefined ? undefined : auditEvents.filter((event) => kinds[event] === kind);
      last = { key, found: store.audit.matching({ words, events }) };
    }
    return last.found;
  };

  return {
    list({ offset, limit, search = '', kind }) {
      const words = search.split(/\s+/).filter((word) => word !== '');
      if (words.length === 0 && kind === undefined) {
        return { total: store.audit.count(), lines: store.audit.list(offset, limit).map(telling()) };
      }
      const found = matches(words, kind);
      return {
        total: found.length,
        lines: store.audit.numbered(found.slice(offset, offset + limit)).map(telling()),
      };
    },
    verify: () => store.audit.verifying(),
    csv,
  };
}
