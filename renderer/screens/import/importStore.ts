import { create } from 'zustand';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import type { Accept } from '../../../domain/import/issues.ts';
import type { ReadOptions } from '../../../domain/import/sourceTable.ts';
import type { Failure } from '../../../domain/result.ts';
import type {
  ImportName,
  ImportPlan,
  ImportPreview,
  ImportReport,
  ImportStaged,
} from '../../../preload/contract/engine.ts';

/** The steps of an import, in their order. */
export const steps = ['source', 'columns', 'names', 'check', 'done'] as const;
export type Step = (typeof steps)[number];

/** What a table is brought in for. */
export type Purpose = 'records' | 'writing-numbers';

/** A carrier as it was chosen from a list. */
export interface ChosenCarrier {
  readonly id: string;
  readonly label: string;
}

interface ImportState {
  /** Another connection starts afresh. */
  readonly connectionId: string;
  readonly step: Step;
  readonly purpose: Purpose;
  readonly carrier: ChosenCarrier | null;
  /** The table in the engine; empty before there is one. */
  readonly importId: string;
  readonly name: string;
  readonly options: ReadOptions;
  /** Rows read so far; null while nothing is being read. */
  readonly reading: number | null;
  readonly failure: Failure | null;
  readonly preview: ImportPreview | null;
  /** The target of each column, by its index. */
  readonly targets: ReadonlyMap<number, string | null>;
  readonly names: readonly ImportName[];
  readonly moreNames: number;
  readonly chosen: ReadonlyMap<string, ImportPlan['values'][number] & { readonly label: string }>;
  readonly emptyClears: boolean;
  readonly accepted: readonly Accept[];
  /** Rows tried out so far. */
  readonly checked: number;
  readonly report: ImportReport | null;
  readonly staged: ImportStaged | null;
}

const fresh: Omit<ImportState, 'connectionId' | 'purpose' | 'carrier'> = {
  step: 'source',
  importId: '',
  name: '',
  options: {},
  reading: null,
  failure: null,
  preview: null,
  targets: new Map(),
  names: [],
  moreNames: 0,
  chosen: new Map(),
  emptyClears: false,
  accepted: [],
  checked: 0,
  report: null,
  staged: null,
};

/** The table on its way in. It stays while one looks at other screens, and ends with the window. */
export const useImport = create<ImportState>()(() => ({
  connectionId: '',
  purpose: 'records',
  carrier: null,
  ...fresh,
}));

/** Starts anew when the table on screen belongs to another connection. */
export function enter(connectionId: string): void {
  if (useImport.getState().connectionId !== connectionId)
    useImport.setState({ connectionId, purpose: 'records', carrier: null, ...fresh });
}

/** Back to the beginning; what the table was for stays chosen. */
export function startOver(): void {
  useImport.setState(fresh);
}

/** Takes over what was read, with the guesses as a first answer. */
export function takePreview(preview: ImportPreview): void {
  useImport.setState({
    preview,
    reading: null,
    failure: null,
    step: 'columns',
    targets: new Map(preview.guesses.map(({ column, target }) => [column, target] as const)),
    names: [],
    chosen: new Map(),
    accepted: [],
    report: null,
  });
}

/** Tells a name of the source from the same one in another field or of another carrier. */
export function nameKey({ field, context, text }: Pick<ImportName, 'field' | 'context' | 'text'>): string {
  return `${field}\u001F${context}\u001F${text}`;
}

/** What a person has said so far, as the engine takes it. */
export function planOf(state: ImportState): ImportPlan {
  const collection: Importable =
    state.purpose === 'writing-numbers'
      ? 'contractAssignment'
      : (state.preview?.collection ?? 'contractAssignment');
  return {
    collection,
    columns: [...state.targets].map(([column, target]) => ({ column, target })),
    values: [...state.chosen.values()].map(({ field, context, text, id }) => ({ field, context, text, id })),
    emptyClears: state.emptyClears,
    accepted: [...state.accepted],
    writingNumbersOf: state.purpose === 'writing-numbers' ? (state.carrier?.id ?? null) : null,
  };
}

/** What the columns still lack before anything can be tried out; null when nothing. */
export function missingIn(
  state: Pick<ImportState, 'targets' | 'purpose' | 'carrier' | 'preview'>,
): string | null {
  const targets = [...state.targets.values()].filter((target) => target !== null);
  const has = (target: string): boolean => targets.includes(target);
  if (new Set(targets).size < targets.length)
    return 'Two columns are meant for the same field. Leave one of them out.';
  if (state.purpose === 'writing-numbers') {
    if (state.carrier === null) return 'Choose the carrier whose list this is.';
    return has('npn') && has('writingNumber')
      ? null
      : 'Say which columns hold the NPN and the writing number.';
  }
  if (has('id')) return targets.length > 1 ? null : 'Choose at least one column whose values are brought in.';
  const told: Readonly<Record<Importable, boolean>> = {
    contractAssignment: has('npn')
      ? has('productId') || has('carrierId')
      : has('writingNumber') && has('carrierId'),
    producer: has('npn'),
    carrier: has('name'),
    product: has('name') && has('carrierId'),
    commissionLevel: has('name') && has('productId'),
    insurancePolicy: (has('npn') || has('producerId')) && (has('policyNumber') || has('certificateNumber')),
  };
  const { collection } = state.preview ?? { collection: 'contractAssignment' };
  return told[collection] ? null : missingWords[collection];
}

const missingWords: Readonly<Record<Importable, string>> = {
  contractAssignment:
    'Nothing tells the assignments apart yet: choose NPN and product, writing number and carrier, or Upline’s id.',
  producer: 'Nothing tells the producers apart yet: choose the NPN, or Upline’s id.',
  carrier: 'Nothing tells the carriers apart yet: choose the name, or Upline’s id.',
  product: 'Nothing tells the products apart yet: choose name and carrier, or Upline’s id.',
  commissionLevel: 'Nothing tells the levels apart yet: choose name and product, or Upline’s id.',
  insurancePolicy:
    'Nothing tells the policies apart yet: choose the NPN of the producer, and the number of the policy or its certificate; or Upline’s id.',
};
