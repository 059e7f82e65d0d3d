import { cellTest } from '../../../domain/viewFilter.ts';
import type { CellFilter } from '../../../domain/viewFilter.ts';
import { inStretches } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { CodedField } from './vectors/rows.ts';
import type { ShownField } from './viewFields.ts';

/** Values a condition is tried on between two pauses. */
const sliceValues = 10_000;

/** A condition is tried once for each value a column has, not for each row. */
export function* passing(
  field: CodedField,
  filter: CellFilter,
  { field: definition }: ShownField,
): Sliced<Uint8Array> {
  const test = cellTest(filter, definition.kind);
  const { texts } = field;
  const cell = new CodedCell(field);
  const passes = new Uint8Array(texts.length);
  yield* inStretches(passes.length, sliceValues, (from, to) => {
    for (let code = from; code < to; code += 1) {
      cell.stand(code);
      if (test(cell)) passes[code] = 1;
    }
  });
  return passes;
}

/** What a condition is tried on: one for all codes, because there may be a million. */
class CodedCell {
  text = '';
  readonly #field: CodedField;
  #code = 0;

  constructor(field: CodedField) {
    this.#field = field;
  }

  stand(code: number): void {
    this.#code = code;
    this.text = this.#field.texts[code] ?? '';
  }

  get items(): readonly string[] {
    return this.text === '' ? [] : this.#field.items(this.#code);
  }
}
