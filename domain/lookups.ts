/** Reference values maintained by the vendor and cached here (S1: they change rarely). */
export const lookupKinds = [
  'lineOfBusiness',
  'contractSubmissionMethod',
  'annualization',
  'assignmentStatus',
  'administrativeDivision',
  'taskType',
] as const;
export type LookupKind = (typeof lookupKinds)[number];

/** One value of such a list. */
export interface LookupValue {
  readonly kind: LookupKind;
  readonly id: string;
  /** For assignment statuses SCREAMING_SNAKE_CASE; elsewhere the label itself (S1). */
  readonly name: string;
  /** The human label of an assignment status (S1: show `description`, send `id`). */
  readonly description: string | null;
}

/** What a person sees for a lookup value: the description where the vendor gives one, else the name. */
export function lookupLabel(value: Pick<LookupValue, 'name' | 'description'>): string {
  return value.description ?? value.name;
}
