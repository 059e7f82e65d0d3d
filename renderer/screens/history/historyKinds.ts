import { auditKinds } from '../../../preload/contract/engine.ts';
import type { AuditKind } from '../../../preload/contract/engine.ts';

/** What the history is narrowed to. */
export type HistoryKind = 'all' | AuditKind;

const labels: Readonly<Record<AuditKind, string>> = {
  changed: 'Changed on this computer',
  sent: 'Sent to AgentSync',
  refused: 'Refused by AgentSync',
  decided: 'Conflicts and decisions',
  discarded: 'Discarded or removed',
};

/** What the history can be narrowed to, in words. */
export const kinds: readonly { readonly value: HistoryKind; readonly label: string }[] = [
  { value: 'all', label: 'Everything' },
  ...auditKinds.map((value) => ({ value, label: labels[value] })),
];

/** The kind of that name; all of them for any other name. */
export function kindOf(value: string | null): HistoryKind {
  return auditKinds.find((kind) => kind === value) ?? 'all';
}
