import type { Catalogue } from './catalogue.ts';
import type { DataSize } from './sizes.ts';
import { Random } from './random.ts';

/** Stands in a column of positions where there is no upline. */
export const NO_UPLINE = 0xffffffff;

/**
 * The skeleton of every generated assignment as typed columns (15 bytes a row). Everything else of a
 * record is a pure function of seed and index and is only made when a page is asked for.
 */
export interface AssignmentColumns {
  readonly count: number;
  readonly producer: Uint32Array;
  readonly product: Uint32Array;
  readonly level: Uint32Array;
  readonly upline: Uint32Array;
  /** First assignment of each producer, with one more entry at the end. */
  readonly producerStart: Uint32Array;
  /** Tops of hierarchy and agencies; they come before all people. */
  readonly firms: number;
}

/** What an agency sells: positions in these lists line up with its own consecutive assignments. */
interface Agency {
  readonly firstAssignment: number;
  readonly products: readonly number[];
}

class ColumnWriter {
  readonly columns: AssignmentColumns;
  readonly #starts: number[] = [];
  readonly #producer: Uint32Array;
  readonly #product: Uint32Array;
  readonly #level: Uint32Array;
  readonly #upline: Uint32Array;
  #length = 0;
  #firms = 0;

  constructor(count: number) {
    this.#producer = new Uint32Array(count);
    this.#product = new Uint32Array(count);
    this.#level = new Uint32Array(count);
    this.#upline = new Uint32Array(count);
    this.columns = {
      count,
      producer: this.#producer,
      product: this.#product,
      level: this.#level,
      upline: this.#upline,
      producerStart: new Uint32Array(0),
      firms: 0,
    };
  }

  get length(): number {
    return this.#length;
  }

  get full(): boolean {
    return this.#length >= this.columns.count;
  }

  levelAt(index: number): number {
    return this.#level[index] ?? 0;
  }

  startProducer(): void {
    this.#starts.push(this.#length);
  }

  add(product: number, level: number, upline: number): void {
    if (this.full) return;
    const at = this.#length;
    this.#producer[at] = this.#starts.length - 1;
    this.#product[at] = product;
    this.#level[at] = level;
    this.#upline[at] = upline;
    this.#length = at + 1;
  }

  /** Who comes from here on is a person. */
  startPeople(): void {
    this.#firms = this.#starts.length;
  }

  finish(): AssignmentColumns {
    return {
      ...this.columns,
      firms: this.#firms,
      producerStart: Uint32Array.from([...this.#starts, this.#length]),
    };
  }
}

function shuffledCarriers(random: Random, count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}

/** Whole carriers at a time: an agency that is contracted with a carrier sells what the carrier has. */
function productsOfSomeCarriers(random: Random, catalogue: Catalogue, wanted: number): number[] {
  const list: number[] = [];
  for (const carrier of shuffledCarriers(random, catalogue.carriers.length)) {
    const from = catalogue.productStart[carrier] ?? 0;
    const to = catalogue.productStart[carrier + 1] ?? from;
    for (let product = from; product < to && list.length < wanted; product += 1) list.push(product);
    if (list.length >= wanted) break;
  }
  return list;
}

/**
 * Three tiers, as in the trade: tops of hierarchy contracted with the carriers, agencies under them,
 * producers under agencies. An upline is always on the same product and never on a lower level.
 */
export function makeColumns(seed: number, size: DataSize, catalogue: Catalogue): AssignmentColumns {
  const writer = new ColumnWriter(size.assignments);
  const random = new Random(seed, 30);
  const productCount = catalogue.products.length;
  const levelsOf = (product: number): [number, number] => [
    catalogue.levelStart[product] ?? 0,
    (catalogue.levelStart[product + 1] ?? 1) - 1,
  ];

  const tops: Map<number, number>[] = [];
  const topCount = Math.min(12, 1 + Math.round(size.assignments / 60_000));
  const perTop = Math.max(1, Math.min(productCount, Math.floor(size.assignments / 8 / topCount)));
  for (let t = 0; t < topCount && !writer.full; t += 1) {
    const own = new Map<number, number>();
    writer.startProducer();
    for (let product = 0; product < perTop; product += 1) {
      own.set(product, writer.length);
      writer.add(product, levelsOf(product)[1], NO_UPLINE);
    }
    tops.push(own);
  }

  const agencies: Agency[] = [];
  const agencyCount = Math.min(2_000, Math.max(2, Math.round(size.assignments / 250)));
  for (let a = 0; a < agencyCount && !writer.full; a += 1) {
    const top = random.pick(tops);
    const products = productsOfSomeCarriers(random, catalogue, random.between(10, 40));
    agencies.push({ firstAssignment: writer.length, products });
    writer.startProducer();
    for (const product of products) {
      const [low, high] = levelsOf(product);
      const level = Math.max(low, high - random.between(0, 3));
      writer.add(product, level, top.get(product) ?? NO_UPLINE);
    }
  }

  writer.startPeople();
  while (!writer.full) {
    const agency = random.pick(agencies);
    const wanted = Math.min(agency.products.length, 2 + random.below(9) + random.below(9));
    // A step that visits each position at most once, so a producer has a product once.
    const start = random.below(agency.products.length);
    writer.startProducer();
    for (let i = 0; i < wanted && !writer.full; i += 1) {
      const position = (start + i) % agency.products.length;
      const product = agency.products[position] ?? 0;
      const upline = agency.firstAssignment + position;
      const low = levelsOf(product)[0];
      const ceiling = writer.levelAt(upline);
      const level = low + Math.min(random.below(ceiling - low + 1), random.below(ceiling - low + 1));
      writer.add(product, level, upline);
    }
  }
  return writer.finish();
}
