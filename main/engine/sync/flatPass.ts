import type { MirroredName } from '../../../domain/fields.ts';
import type { ConnectorResult, Page, UnreadableRecord } from '../connectors/api.ts';
import { finish, resumeOrBegin, runAgain, seenIn } from './apply.ts';
import type { Pass } from './apply.ts';
import { askAgain } from './ask.ts';
import type { ListContext, PassEnd } from './context.ts';
import type { Cursor } from './cursor.ts';
import { createGathered } from './gather.ts';
import { createWindow } from './window.ts';
import { vendorOf } from './words.ts';

/** Whether the list is not the one the pass began with: other totals, another page size, or a page with holes. */
function disturbed(cursor: Cursor, page: Page): boolean {
  if (cursor.size !== null && cursor.size !== page.size) return true;
  const total = page.totalElements;
  if (total === null) return false;
  if (cursor.total !== null && cursor.total !== total) return true;
  return page.received < Math.min(page.size, total - page.number * page.size);
}

/** A page that could not be read as a whole, kept where unreadable records are shown. */
function wholePage(number: number, reason: string): UnreadableRecord {
  return { key: `page ${number + 1}`, reason, raw: '' };
}

const pagesOf = (cursor: Cursor): number | null =>
  cursor.total === null || cursor.size === null ? null : Math.ceil(cursor.total / cursor.size);

/**
 * Reads a list page by page, asking for the next pages meanwhile, and applies what arrives together in
 * one transaction. Begins again when the list changes under it (vendor-apis section 7, item 13).
 */
export async function flatPass<C extends MirroredName>(
  context: ListContext<C>,
  collection: C,
): Promise<PassEnd> {
  let pass = resumeOrBegin(context, collection);
  for (;;) {
    const left = new AbortController();
    const end = await readPages(context, collection, pass, AbortSignal.any([context.signal, left.signal]));
    left.abort();
    if (end.kind !== 'changed') return end;
    const again = runAgain(context, collection, end.pass);
    if (again !== null) pass = again;
    else {
      // Read to the end all the same, so that at least what is there arrives.
      pass = { ...end.pass, cursor: { ...end.pass.cursor, flaw: 'changing' } };
    }
  }
}

async function readPages<C extends MirroredName>(
  context: ListContext<C>,
  collection: C,
  begun: Pass,
  signal: AbortSignal,
): Promise<PassEnd | { readonly kind: 'changed'; readonly pass: Pass }> {
  const fetch = (page: number): Promise<ConnectorResult<Page>> =>
    askAgain(() => context.connector.listPage(collection, { page, signal }));
  const window = createWindow(fetch, context.ahead);
  const gathered = createGathered(context, collection, begun);
  const show = (): void => {
    const { cursor, records } = gathered;
    const shown = { page: cursor.page, pages: pagesOf(cursor), records: cursor.applied + records };
    context.progress(collection, shown);
  };
  show();
  let previous = '';
  for (;;) {
    const number = gathered.cursor.page;
    const pages = pagesOf(gathered.cursor);
    if (pages !== null) window.prefetch(number, pages);
    if (gathered.cursor !== gathered.pass.cursor && !(await gathered.waitFor(window, number))) {
      await gathered.apply();
      show();
    }
    const result = await window.take(number);
    if (!result.ok) {
      // Without a page count nobody knows what comes after this page.
      if (result.failure.kind !== 'malformed' || pages === null) {
        await gathered.apply();
        return { kind: 'interrupted', failure: result.failure };
      }
      const setAside = [wholePage(number, result.failure.message)];
      gathered.add({ records: [], setAside }, { page: number + 1, flaw: 'unreadable' });
      show();
      if (number + 1 >= pages) return finish(context, collection, await gathered.apply());
      continue;
    }
    const page = result.value;
    const signature = page.records.length === 0 ? '' : page.records.map(({ id }) => id).join(' ');
    if (signature !== '' && signature === previous) {
      await gathered.apply();
      const message = `${vendorOf(collection)} sends the same page again and again instead of page ${number + 1}.`;
      return { kind: 'interrupted', failure: { kind: 'malformed', message } };
    }
    previous = signature;
    const tolerant = gathered.cursor.flaw !== 'none';
    const changed = !tolerant && disturbed(gathered.cursor, page);
    gathered.add(
      { records: page.records.map((record) => () => page.newest(record)), setAside: page.setAside },
      { page: number + 1, size: page.size, total: page.totalElements },
    );
    show();
    if (changed) return { kind: 'changed', pass: await gathered.apply() };
    if (!page.last) continue;
    const pass = await gathered.apply();
    const { total, setAside } = pass.cursor;
    // Fewer different records than promised: something was repeated, so something else was missed.
    const holes = !tolerant && total !== null && seenIn(context, collection, pass) + setAside < total;
    if (holes) return { kind: 'changed', pass };
    return finish(context, collection, pass);
  }
}
