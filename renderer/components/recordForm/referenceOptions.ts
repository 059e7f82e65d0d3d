import type { MirroredName } from '../../../domain/fields.ts';

/** A record that can be chosen: its name, and what tells it from others of that name. */
export interface ReferenceOption {
  readonly value: string;
  readonly label: string;
}

/** What the engine found for a search; null options where it could not look. */
export interface ReferenceAnswer {
  readonly search: string;
  readonly options: readonly ReferenceOption[] | null;
}

/** Records to choose from, as far as they were found. */
export interface ReferenceOffer {
  readonly options: readonly ReferenceOption[];
  readonly state: 'searching' | 'found' | 'failed';
}

/**
 * What may be chosen while `search` stands in the box: what was found for it. Until that is known, only those of the
 * last answer that name what is typed: nobody who is quick chooses a record that was found for something else.
 */
export function offerFor(answer: ReferenceAnswer | null, search: string): ReferenceOffer {
  const options = answer?.options ?? [];
  if (answer?.search !== search) return { options: options.filter(naming(search)), state: 'searching' };
  return { options, state: answer.options === null ? 'failed' : 'found' };
}

/** `Acme Life · 00123`; of levels `Street 60% · level 1`, as a bare number after a pay would be read as another. */
export function optionLabel(collection: MirroredName, [name = '', ...rest]: readonly string[]): string {
  const more = rest.filter((text) => text !== '');
  return [name, ...(collection === 'commissionLevel' ? more.map((text) => `level ${text}`) : more)].join(
    ' · ',
  );
}

function naming(search: string): (option: ReferenceOption) => boolean {
  const words = search.toLowerCase().split(/\s+/);
  return ({ label }) => words.every((word) => label.toLowerCase().includes(word));
}
