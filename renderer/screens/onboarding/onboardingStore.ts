import { create } from 'zustand';
import type { CohortOffer } from '../../../domain/cohort.ts';
import type { Recipe } from '../../../domain/cohort.ts';
import { findNpns, isNpn } from '../../../domain/npnFinder.ts';
import type { NpnFinding } from '../../../domain/npnFinder.ts';
import type { CohortStaged } from '../../../preload/contract/cohort.ts';

/** The steps of an onboarding, in their order. */
export const steps = ['terms', 'producers', 'check', 'invite', 'done'] as const;
export type Step = (typeof steps)[number];

/** A level chosen for the cohort, with the words of where it belongs. */
export type ChosenLevel = Pick<CohortOffer, 'commissionLevelId' | 'level' | 'product' | 'carrier'>;

interface OnboardingState {
  /** Which connection's levels these are; another connection starts afresh. */
  readonly connectionId: string;
  readonly step: Step;
  readonly levels: readonly ChosenLevel[];
  readonly assignmentStatusId: string;
  readonly annualizationId: string;
  readonly uplineNpn: string;
  readonly pasted: string;
  readonly finding: NpnFinding;
  /** Doubtful numbers that a person took for NPNs. */
  readonly taken: readonly string[];
  /** Found numbers that a person left out. */
  readonly leftOut: readonly string[];
  readonly staged: CohortStaged | null;
  /** Invitations staged with it. */
  readonly invited: number;
}

const nothing: NpnFinding = { found: [], doubtful: [] };

/** Nobody named yet, and nothing staged. */
const noProducers = { pasted: '', finding: nothing, taken: [], leftOut: [], staged: null, invited: 0 };

const fresh: Omit<OnboardingState, 'connectionId'> = {
  step: 'terms',
  levels: [],
  assignmentStatusId: '',
  annualizationId: '',
  uplineNpn: '',
  ...noProducers,
};

/** The cohort being put together. It stays while one looks at other screens, and ends with the window. */
export const useOnboarding = create<OnboardingState>()(() => ({ connectionId: '', ...fresh }));

/** Starts anew when the cohort on screen belongs to another connection. */
export function enter(connectionId: string): void {
  if (useOnboarding.getState().connectionId !== connectionId)
    useOnboarding.setState({ connectionId, ...fresh });
}

/** The next cohort on the same terms. */
export function nextCohort(): void {
  useOnboarding.setState({ step: 'producers', ...noProducers });
}

/** Takes what was pasted and finds the NPNs in it. */
export function paste(pasted: string): void {
  useOnboarding.setState({ pasted, finding: findNpns(pasted) });
}

/** Fills in a recipe's terms; the words of its levels are looked up by whoever has the store. */
export function applyRecipe({ terms }: Recipe, levels: readonly ChosenLevel[]): void {
  useOnboarding.setState({
    levels,
    assignmentStatusId: terms.assignmentStatusId,
    annualizationId: terms.annualizationId ?? '',
    uplineNpn: terms.uplineNpn ?? '',
  });
}

/** The NPNs of the cohort: those found and not left out, and the doubtful ones that were taken. */
export function npnsOf(state: Pick<OnboardingState, 'finding' | 'taken' | 'leftOut'>): readonly string[] {
  const found = state.finding.found.map(({ npn }) => npn).filter((npn) => !state.leftOut.includes(npn));
  const doubtful = state.finding.doubtful.flatMap(({ npn }) =>
    npn !== null && state.taken.includes(npn) ? [npn] : [],
  );
  return [...new Set([...found, ...doubtful])];
}

/** The terms as the engine takes them. */
export function termsOf(
  state: Pick<OnboardingState, 'levels' | 'assignmentStatusId' | 'annualizationId' | 'uplineNpn'>,
): Recipe['terms'] {
  const upline = state.uplineNpn.trim();
  return {
    commissionLevelIds: state.levels.map(({ commissionLevelId }) => commissionLevelId),
    assignmentStatusId: state.assignmentStatusId,
    annualizationId: state.annualizationId === '' ? null : state.annualizationId,
    uplineNpn: upline === '' ? null : upline,
  };
}

/** What is still missing before a step can be left forwards; null when nothing is. */
export function missingIn(step: Step, state: OnboardingState): string | null {
  if (step === 'terms') {
    if (state.levels.length === 0) return 'Add at least one commission level.';
    const upline = state.uplineNpn.trim();
    if (upline !== '' && !isNpn(upline)) return 'The upline NPN has digits only, at most 15.';
    if (state.assignmentStatusId === '') return 'Choose the status of the new assignments.';
  }
  if (step === 'producers' && npnsOf(state).length === 0) return 'Paste at least one NPN.';
  return null;
}
