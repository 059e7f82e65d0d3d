import type { MirroredName } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import { finish, resumeOrBegin } from './apply.ts';
import type { Pass } from './apply.ts';
import type { ListContext, PassEnd } from './context.ts';
import type { Cursor } from './cursor.ts';
import { createGathered } from './gather.ts';
import type { Gathered } from './gather.ts';
import { readChildren } from './parents.ts';
import type { Children } from './parents.ts';
import { createWindow } from './window.ts';
import { vendorOf } from './words.ts';

/** So many parents in a row without a list at the start mean that the list itself does not exist. */
const absentMeansNone = 5;

function worse(before: Cursor['flaw'], now: Cursor['flaw']): Cursor['flaw'] {
  return before === 'unreadable' || before === 'not-listed' || now === 'none' ? before : now;
}

/** Takes in what was read under one parent. */
function add(gathered: Gathered, parent: string, children: Exclude<Children, { kind: 'failed' }>): void {
  const { flaw } = gathered.cursor;
  switch (children.kind) {
    case 'read':
      gathered.add(children, {
        parent,
        found: true,
        flaw: children.steady ? flaw : worse(flaw, 'changing'),
      });
      return;
    case 'unreadable': {
      const setAside = [{ key: `under ${parent}`, reason: children.reason, raw: '' }];
      gathered.add({ records: [], setAside }, { parent, found: true, flaw: 'unreadable' });
      return;
    }
    case 'gone':
      gathered.add({ records: [], setAside: [] }, { parent });
      return;
    default:
      return assertNever(children);
  }
}

/** How a walk over the lists of all parents ended. */
export type WalkEnd =
  | { readonly kind: 'walked'; readonly pass: Pass }
  /** The vendor turns out to have no such list. */
  | { readonly kind: 'not-listed'; readonly pass: Pass; readonly failure: ConnectorFailure }
  | { readonly kind: 'interrupted'; readonly failure: ConnectorFailure };

/**
 * Reads the children of every parent and ends the pass. `notListed` says what to do when the vendor turns out
 * to have no such list.
 */
export async function childPass<C extends MirroredName>(
  context: ListContext<C>,
  collection: C,
  parents: readonly string[],
  notListed: (failure: ConnectorFailure, pass: Pass) => Promise<PassEnd>,
): Promise<PassEnd> {
  const begun = resumeOrBegin(context, collection);
  const { found, parent } = begun.cursor;
  const end = await walkParents(context, collection, begun, { parents, listed: found || parent !== null });
  switch (end.kind) {
    case 'walked':
      return finish(context, collection, end.pass);
    case 'not-listed':
      return notListed(end.failure, end.pass);
    case 'interrupted':
      return end;
    default:
      return assertNever(end);
  }
}

interface Family {
  /** Ascending, and the same in every run but for those that came or went: a pass stands where it read last. */
  readonly parents: readonly string[];
  /** Whether an earlier run of this pass already had an answer for one of them. */
  readonly listed: boolean;
}

/** Reads the children of every parent, several parents ahead; what arrives together is applied together. */
export async function walkParents<C extends MirroredName>(
  context: ListContext<C>,
  collection: C,
  begun: Pass,
  family: Family,
): Promise<WalkEnd> {
  const left = new AbortController();
  try {
    const signal = AbortSignal.any([context.signal, left.signal]);
    return await readParents(context, collection, begun, family, signal);
  } finally {
    left.abort();
  }
}

async function readParents<C extends MirroredName>(
  context: ListContext<C>,
  collection: C,
  begun: Pass,
  { parents, listed }: Family,
  signal: AbortSignal,
): Promise<WalkEnd> {
  const gathered = createGathered(context, collection, begun);
  const { parent: done } = begun.cursor;
  const start = done === null ? 0 : parents.filter((id) => id <= done).length;
  const window = createWindow(
    (position) => readChildren(context, collection, parents[position] ?? '', signal),
    context.ahead,
  );
  let found = listed;
  let absent = 0;
  const show = (position: number): void =>
    context.progress(collection, {
      page: position,
      pages: parents.length,
      records: gathered.cursor.applied + gathered.records,
    });

  show(start);
  for (let position = start; position < parents.length; position += 1) {
    window.prefetch(position, parents.length);
    // Nothing is remembered before some list was found: the pass may have to go on in another way.
    const keep = found && gathered.cursor !== gathered.pass.cursor;
    if (keep && !(await gathered.waitFor(window, position))) await gathered.apply();
    const children = await window.take(position);
    if (children.kind === 'failed') {
      const { failure } = children;
      if (isNotListed(failure) && !found) return { kind: 'not-listed', pass: gathered.pass, failure };
      await gathered.apply();
      return { kind: 'interrupted', failure };
    }
    add(gathered, parents[position] ?? '', children);
    if (children.kind !== 'gone') found = true;
    absent = children.kind === 'gone' ? absent + 1 : 0;
    if (!found && absent >= Math.min(absentMeansNone, parents.length)) {
      const message = `${vendorOf(collection)} has no such list for any of the first records asked.`;
      return { kind: 'not-listed', pass: gathered.pass, failure: { kind: 'not-found', message } };
    }
    show(position + 1);
  }
  return { kind: 'walked', pass: await gathered.apply() };
}

/** 403 and 405 on an undocumented list, or a profile without it (vendor-apis section 7, item 5). */
function isNotListed(failure: ConnectorFailure): boolean {
  if (failure.kind === 'rejected') return failure.status === 405 || failure.status === 410;
  return failure.kind === 'not-offered' || failure.kind === 'forbidden';
}
