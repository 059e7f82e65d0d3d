const mostKept = 4_000;
const fitted = new Map<string, string>();

/**
 * The text as it fits into a width, with an ellipsis where it does not. Remembered, because the same
 * cells are drawn again on every frame of a scroll.
 */
export function fitText(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  const key = `${Math.round(width)} ${ctx.font} ${text}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  const fits = shorten(ctx, firstLine(text), width);
  if (fitted.size >= mostKept) fitted.clear();
  fitted.set(key, fits);
  return fits;
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text : `${text.slice(0, end)}…`;
}

function shorten(ctx: CanvasRenderingContext2D, text: string, width: number): string {
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
