import { isoSeconds } from '../clock.ts';
import type { Json, Row } from '../json.ts';
import { textOf } from '../json.ts';
import { IdSpace, ID_KINDS } from './ids.ts';
import type { Lookups } from './lookups.ts';
import {
  CARRIER_FIRST,
  CARRIER_LAST,
  DIVISIONS,
  FIRM_WORDS,
  LEVEL_NAMES,
  PRODUCT_LINES,
  REGIONS,
} from './names.ts';
import type { ProductLine } from './names.ts';
import { Random } from './random.ts';

/** Generated records are dated before this moment, whatever the clock says, so a seed always gives the same data. */
export const SEED_END = Date.UTC(2025, 8, 30);
const DAY = 86_400_000;

/** Carriers, their products, and the levels of each product, in list order. */
export interface Catalogue {
  readonly carriers: readonly Row[];
  readonly products: readonly Row[];
  readonly levels: readonly Row[];
  /** First product of each carrier, with one more entry at the end. */
  readonly productStart: Uint32Array;
  /** First level of each product, with one more entry at the end. Levels of a product ascend. */
  readonly levelStart: Uint32Array;
}

function dates(random: Random): { createdDate: string; modifiedDate: string } {
  const created = SEED_END - random.between(200, 2200) * DAY - random.below(86_400) * 1000;
  const modified = Math.min(SEED_END - 1000, created + random.below(180 * 86_400) * 1000);
  return { createdDate: isoSeconds(created), modifiedDate: isoSeconds(modified) };
}

function someDivisions(random: Random): Json[] {
  if (random.chance(0.3)) return [...DIVISIONS];
  return DIVISIONS.filter(() => random.chance(0.6));
}

function makeCarrier(seed: number, index: number, lookups: Lookups): Row {
  const random = new Random(seed, 20, index);
  const firsts = CARRIER_FIRST.length;
  const offset = seed % firsts;
  const round = Math.floor(index / firsts);
  const first = CARRIER_FIRST[(index + offset) % firsts] ?? '';
  const last = CARRIER_LAST[(round + index) % CARRIER_LAST.length] ?? '';
  const series = round >= CARRIER_LAST.length ? ` ${round + 1}` : '';
  const naic = 10_000 + ((index * 7919 + (seed % 80_000)) % 89_000);
  const row: Row = {
    id: new IdSpace(seed, ID_KINDS.carrier).at(index),
    name: `${first} ${last}${series}`,
    naic: random.chance(0.1) ? `0${String(naic).slice(1)}` : String(naic),
    tin: String(100_000_000 + random.below(899_999_999)),
    linesOfBusiness: lookups.linesOfBusiness.filter(() => random.chance(0.5)).map((item) => item.id),
    contractSubmissionMethods: lookups.contractSubmissionMethods
      .filter(() => random.chance(0.6))
      .map((item) => item.id),
    administrativeDivisions: someDivisions(random),
    typeId: new IdSpace(seed, ID_KINDS.organizationType).at(0),
    statusId: new IdSpace(seed, ID_KINDS.organizationStatus).at(0),
    // Not in the vendor's documents: clients must keep what they do not know.
    regionCode: random.pick(REGIONS),
    ...dates(random),
  };
  if (random.chance(0.5)) row['uplineFirmName'] = `${random.pick(FIRM_WORDS)} Marketing Group`;
  if (random.chance(0.3)) row['userDefined1'] = `CARR-${String(index + 1).padStart(4, '0')}`;
  return row;
}

function makeProducts(
  seed: number,
  carrierIndex: number,
  carrierId: string,
  first: number,
  lookups: Lookups,
): Row[] {
  const random = new Random(seed, 21, carrierIndex);
  const wanted = random.between(5, 12);
  const ids = new IdSpace(seed, ID_KINDS.product);
  const catalogue = PRODUCT_LINES.flatMap((line) => line.names.map((name) => ({ line, name })));
  const rows: Row[] = [];
  while (rows.length < wanted && catalogue.length > 0) {
    const [choice] = catalogue.splice(random.below(catalogue.length), 1);
    if (choice === undefined) break;
    const lineOfBusiness = lookups.linesOfBusiness.find(
      (item) => item['name'] === choice.line.lineOfBusiness,
    );
    const row: Row = {
      id: ids.at(first + rows.length),
      carrierId,
      name: choice.name,
      lineOfBusinessId: lineOfBusiness?.id ?? '',
      contractSubmissionMethodId: random.pick(lookups.contractSubmissionMethods).id,
      annualizationId: random.pick(lookups.annualizations).id,
      displayCommissionLevelPercentages: random.chance(0.7),
      administrativeDivisions: someDivisions(random),
      ...dates(random),
    };
    if (random.chance(0.25)) row['userDefined1'] = `P${random.between(100, 999)}`;
    if (random.chance(0.2)) row['marketingTags'] = [random.pick(['flagship', 'senior', 'legacy', 'new'])];
    rows.push(row);
  }
  return rows;
}

function levelValue(random: Random, line: ProductLine, position: number): number {
  if (line.type === 'Dollar') return 200 + position * random.between(20, 45) + random.below(100) / 100;
  if (line.type === 'Number') return 1 + position * 0.25;
  return 60 + position * 5 + (random.chance(0.2) ? 2.5 : 0);
}

function makeLevels(
  seed: number,
  productIndex: number,
  product: Row,
  line: ProductLine,
  first: number,
): Row[] {
  const random = new Random(seed, 22, productIndex);
  const count = random.between(4, 9);
  const ids = new IdSpace(seed, ID_KINDS.level);
  const rows: Row[] = [];
  let value = 0;
  for (let position = 0; position < count; position += 1) {
    value = Math.max(value + 0.5, levelValue(random, line, position));
    const rounded = Math.round(value * 100) / 100;
    const label = LEVEL_NAMES[Math.floor((position * LEVEL_NAMES.length) / count)] ?? 'Level';
    const unit =
      line.type === 'Percent' ? `${rounded}%` : line.type === 'Dollar' ? `$${rounded}` : `x${rounded}`;
    const row: Row = {
      id: ids.at(first + position),
      productId: product.id,
      name: `${label} ${unit}`,
      type: line.type,
      firstYearValue: rounded,
      level: position + 1,
      ...dates(random),
    };
    if (random.chance(0.15)) row['administrativeDivisions'] = someDivisions(random);
    if (random.chance(0.1)) row['userDefined1'] = `L${position + 1}`;
    rows.push(row);
  }
  return rows;
}

/** Generates the catalogue of an account. */
export function makeCatalogue(seed: number, carrierCount: number, lookups: Lookups): Catalogue {
  const lineOf = new Map(lookups.linesOfBusiness.map((item, index) => [item.id, PRODUCT_LINES[index]]));
  const carriers: Row[] = [];
  const products: Row[] = [];
  const levels: Row[] = [];
  const productStart: number[] = [];
  const levelStart: number[] = [];
  for (let carrierIndex = 0; carrierIndex < carrierCount; carrierIndex += 1) {
    const carrier = makeCarrier(seed, carrierIndex, lookups);
    carriers.push(carrier);
    productStart.push(products.length);
    for (const product of makeProducts(seed, carrierIndex, carrier.id, products.length, lookups)) {
      const line = lineOf.get(textOf(product['lineOfBusinessId']));
      levelStart.push(levels.length);
      if (line !== undefined) levels.push(...makeLevels(seed, products.length, product, line, levels.length));
      products.push(product);
    }
  }
  productStart.push(products.length);
  levelStart.push(levels.length);
  return {
    carriers,
    products,
    levels,
    productStart: Uint32Array.from(productStart),
    levelStart: Uint32Array.from(levelStart),
  };
}
