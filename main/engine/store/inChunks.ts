/** Ids named in one query: enough that asking costs little, few enough that the answer stays small. */
const chunk = 1_000;

/** The items in pieces, each for one query with `json_each`. */
export function* inChunks<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < items.length; start += chunk) yield items.slice(start, start + chunk);
}

/** Half a surrogate pair or a NUL does not survive the way through JSON: such an id is asked for alone. */
export function survivesJson(id: string): boolean {
  return id.isWellFormed() && !id.includes('\0');
}

/** Rows for many ids: a query for each piece of them, and one for each id that JSON would change. */
export function* rowsFor<Row>(
  ids: readonly string[],
  many: (json: string) => readonly Row[],
  one: (id: string) => readonly Row[],
): Iterable<Row> {
  const odd = ids.filter((id) => !survivesJson(id));
  const plain = odd.length === 0 ? ids : ids.filter(survivesJson);
  for (const piece of inChunks(plain)) yield* many(JSON.stringify(piece));
  for (const id of odd) yield* one(id);
}
