import { csvText } from '../../../domain/csv.ts';
import type { AuditCheck, AuditLine } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Store } from '../store/api.ts';
import { createTelling } from './words.ts';
import type { TellEntry } from './words.ts';

/** The audit as people read it, newest first, and as a file. */
export interface AuditReader {
  list(offset: number, limit: number): { readonly total: number; readonly lines: readonly AuditLine[] };
  /** Recomputes the chain of hashes over the whole audit. */
  verify(): AuditCheck;
  /** Everything, newest first; one line per changed field. */
  csv(): string;
}

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

const page = 1_000;

export function createAuditReader(store: Store): AuditReader {
  const telling = (): TellEntry =>
    createTelling(store, (collection, id) => {
      const record = store.mirror.get(collection, id);
      return record === null ? id : recordTitle(store, collection, record);
    });

  function* rows(): Iterable<readonly string[]> {
    const tell = telling();
    for (let offset = 0; ; offset += page) {
      const entries = store.audit.list(offset, page);
      for (const entry of entries) {
        const { sequence, at, actor, environment, words, record, changes, result } = tell(entry);
        const before = [String(sequence), new Date(at).toISOString(), actor, environment, words, record];
        if (changes.length === 0) yield [...before, '', '', '', result];
        for (const { label, from, to } of changes) yield [...before, label, from, to, result];
      }
      if (entries.length < page) return;
    }
  }

  return {
    list: (offset, limit) => ({
      total: store.audit.count(),
      lines: store.audit.list(offset, limit).map(telling()),
    }),
    verify: () => store.audit.verify(),
    csv: () => csvText(auditHeading, rows()),
  };
}
