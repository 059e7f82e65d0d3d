import { ok } from '../../../../domain/result.ts';
import type { Result } from '../../../../domain/result.ts';
import { readXml } from './xml.ts';
import type { Archive } from './zip.ts';

/** What a cell's format makes of its number. */
export type NumberLook =
  | { readonly as: 'number' }
  | { readonly as: 'date' }
  /** Shown times a hundred, with a sign. */
  | { readonly as: 'percent' }
  /** Shown with zeros in front up to this many digits. */
  | { readonly as: 'padded'; readonly digits: number };

const number: NumberLook = { as: 'number' };
const builtInDates: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);
const builtInPercents: ReadonlySet<number> = new Set([9, 10]);

/** The looks of a workbook's cell styles, by their number. */
export async function readStyles(archive: Archive, part: string): Promise<Result<readonly NumberLook[]>> {
  const formats = new Map<number, string>();
  const looks: NumberLook[] = [];
  let inCellStyles = false;
  const read = await readXml(archive, part, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attributes['numFmtId'] ?? '0');
        looks.push(lookOf(id, formats.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return read.ok ? ok(looks) : read;
}

/** What a format shows. Only the part for positive numbers counts. */
export function lookOf(id: number, code: string | undefined): NumberLook {
  if (builtInDates.has(id)) return { as: 'date' };
  if (builtInPercents.has(id)) return { as: 'percent' };
  if (code === undefined) return number;
  const bare = (code.split(';')[0] ?? '').replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  if (/^0{2,}$/.test(bare)) return { as: 'padded', digits: bare.length };
  if (bare.includes('%')) return { as: 'percent' };
  return /[yd]|(?:^|[^h:])m(?![:s])/i.test(bare) && !/general|0|#/i.test(bare.replaceAll(/\.0+/g, ''))
    ? { as: 'date' }
    : number;
}
