import type { AssignmentHistory, HierarchyLine } from '../../../preload/contract/assignmentHistory.ts';
import type { OutboxChange } from '../../../preload/contract/engine.ts';
import { asSentence, formatMoment } from '../../state/format.ts';

type InConflict = Pick<OutboxChange, 'field' | 'label'> & { readonly theirs: string };

/**
 * What a version of an assignment holds of its fields (vendor-apis 3.6), so that every change of one of these makes
 * an entry of its own. A writing number makes none: the entry that shows a new one may be somebody else's change. Of
 * the status the vendor does not say whether an entry tells it before or after (section 6, item 18).
 */
const versioned: Readonly<Record<string, (entry: HierarchyLine) => string>> = {
  commissionLevelId: ({ level }) => level,
  annualizationId: ({ annualization }) => annualization,
  startDate: ({ startDate }) => startDate.slice(0, 'yyyy-mm-dd'.length),
  endDate: ({ endDate }) => endDate.slice(0, 'yyyy-mm-dd'.length),
};

/**
 * The entry that gave a field the value that AgentSync holds now: the first with it after those with another. Null
 * where the changelog does not tell that, or only began (or was cut off) with the value there already.
 */
export function whoChanged(
  { field, theirs }: Pick<InConflict, 'field' | 'theirs'>,
  { entries, complete }: Pick<AssignmentHistory['hierarchy'], 'entries' | 'complete'>,
): HierarchyLine | null {
  const valueOf = versioned[field];
  if (valueOf === undefined) return null;
  const other = entries.findIndex((entry) => valueOf(entry) !== theirs);
  // Nothing before it is fine where the changelog goes back to its beginning: what was there then had no entry.
  const first = other === -1 ? (complete ? entries.at(-1) : undefined) : entries[other - 1];
  return first === undefined || first.by === '' ? null : first;
}

/** `Dana Whitfield, 19:13`. */
export function whoWords({ by, at }: HierarchyLine, now: number): string {
  const moment = Date.parse(at);
  return Number.isNaN(moment) ? by : `${by}, ${formatMoment(moment, now)}`;
}

/** Who it was, as far as no name stands beside a value; empty where names say it all. */
export function unknownWords(
  fields: readonly InConflict[],
  history: AssignmentHistory | null,
  now: number,
): string {
  if (history === null) return 'Who it was, AgentSync does not tell.';
  const { hierarchy } = history;
  const unknown = fields.filter((field) => whoChanged(field, hierarchy) === null);
  if (unknown.length === 0) return '';
  const [newest] = hierarchy.entries;
  if (newest !== undefined && newest.by !== '') {
    const labels = unknown.map(({ label }) => label).join(', ');
    return `Who changed ${labels}, AgentSync does not tell; the last change in its changelog of this position is by ${whoWords(newest, now)}.`;
  }
  if (!hierarchy.offered.yes) return `Who it was is not known. ${hierarchy.offered.reason}`;
  if (hierarchy.problem !== null) return `Who it was could not be read: ${asSentence(hierarchy.problem)}`;
  return hierarchy.fetchedAt === null
    ? 'Who it was is not known: AgentSync’s changelog was not read yet.'
    : 'Who it was, AgentSync’s changelog does not tell.';
}
