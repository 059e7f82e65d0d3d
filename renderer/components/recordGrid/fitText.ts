/** Texts remembered of one width and font. */
const mostKept = 4_000;
/** Widths and fonts: a column each, while one is drawn wider or narrower a few more. */
const mostWidths = 80;
const byWidth = new Map<string, Map<string, string>>();
let last: { readonly width: number; readonly font: string; readonly fitted: Map<string, string> } | null =
  null;

/** What is drawn with, as far as it says how wide texts are. */
interface Measuring {
  measureText(text: string): { readonly width: number };
}

/**
 * The text as it fits into a width, with an ellipsis where it does not. `font` is the one that `ctx` is set to:
 * asking the canvas for it costs more than all the rest. Remembered, because the same cells are drawn again on
 * every frame of a scroll.
 */
export function fitText(ctx: Measuring, font: string, text: string, width: number): string {
  const whole = Math.round(width);
  // Cells are drawn column by column.
  if (last === null || last.width !== whole || last.font !== font)
    last = { width: whole, font, fitted: keptOf(whole, font) };
  const { fitted } = last;
  const known = fitted.get(text);
  if (known !== undefined) return known;
  const fits = shorten(ctx, firstLine(text), width);
  if (fitted.size >= mostKept) fitted.clear();
  fitted.set(text, fits);
  return fits;
}

function keptOf(width: number, font: string): Map<string, string> {
  const key = `${width} ${font}`;
  let fitted = byWidth.get(key);
  if (fitted === undefined) {
    if (byWidth.size >= mostWidths) byWidth.clear();
    fitted = new Map();
    byWidth.set(key, fitted);
  }
  return fitted;
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text : `${text.slice(0, end)}…`;
}

function shorten(ctx: Measuring, text: string, width: number): string {
  // Far longer than any cell is wide: measuring all of it would cost more than it tells.
  const start = text.slice(0, 500);
  if (start.length === text.length && ctx.measureText(text).width <= width) return text;
  let shortest = 0;
  let longest = start.length;
  while (shortest < longest) {
    const middle = Math.ceil((shortest + longest) / 2);
    if (ctx.measureText(`${start.slice(0, middle)}…`).width <= width) shortest = middle;
    else longest = middle - 1;
  }
  return `${start.slice(0, shortest).trimEnd()}…`;
}
