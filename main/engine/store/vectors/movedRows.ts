/** So many changed rows, in parts of the table, are cheaper read again as a whole. */
const wholeFrom = 1 / 4;
/** So many remembered rows, in tables, mean that nobody asks for them. */
const mostRemembered = 2;
/** Tables shorter than this are followed whatever is written. */
const shortTable = 1_000;

interface Group {
  readonly columns: readonly string[] | null;
  readonly lists: (readonly number[])[];
}

/** Rows that were written since they were read, remembered at hardly any cost and taken in portions. */
export class MovedRows {
  /** By the columns that were written. */
  readonly #groups = new Map<string, Group>();
  /** Rows of which nobody said what was written in them. */
  #anywhere = 0;
  #remembered = 0;

  /** `columns`: those that were written besides the row's marks; null when any may have been. */
  add(rowids: readonly number[], columns: readonly string[] | null): void {
    if (rowids.length === 0) return;
    const key = columns?.join(' ') ?? '*';
    const group = this.#groups.get(key) ?? { columns, lists: [] };
    group.lists.push(rowids);
    this.#groups.set(key, group);
    this.#remembered += rowids.length;
    if (columns === null) this.#anywhere += rowids.length;
  }

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  /** Whether reading a table of this many rows anew is better than reading these again. */
  isMost(rows: number): boolean {
    return (
      this.#anywhere > rows * wholeFrom + shortTable || this.#remembered > rows * mostRemembered + shortTable
    );
  }

  /** Takes out at most so many rows that were written in the same columns; null when none is left. */
  take(
    count: number,
  ): { readonly rowids: readonly number[]; readonly columns: readonly string[] | null } | null {
    const [first] = this.#groups;
    if (first === undefined) return null;
    const [key, { columns, lists }] = first;
    const [only, ...others] = lists;
    const rowids = only !== undefined && others.length === 0 ? only : [...new Set(lists.flat())];
    const rest = rowids.slice(count);
    const taken = lists.reduce((sum, list) => sum + list.length, 0) - rest.length;
    this.#remembered -= taken;
    if (columns === null) this.#anywhere -= taken;
    if (rest.length === 0) this.#groups.delete(key);
    else this.#groups.set(key, { columns, lists: [rest] });
    return { rowids: rowids.slice(0, count), columns };
  }
}
