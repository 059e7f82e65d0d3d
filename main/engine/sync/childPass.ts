import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import { finish, resumeOrBegin } from './apply.ts';
import type { Pass } from './apply.ts';
import type { PassContext, PassEnd } from './context.ts';
import type { Cursor } from './cursor.ts';
import { createGathered } from './gather.ts';
import type { Gathered } from './gather.ts';
import { allIds, readChildren } from './parents.ts';
import type { Children } from './parents.ts';
import { createWindow } from './window.ts';

/** So many parents in a row without a list at the start mean that the list itself does not exist. */
const absentMeansNone = 5;

function worse(before: Cursor['flaw'], now: Cursor['flaw']): Cursor['flaw'] {
  return before === 'unreadable' || now === 'none' ? before : now;
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

/**
 * Reads the children of every parent in id order, several parents ahead; what arrives together is applied together.
 * `notListed` says what to do when the vendor turns out to have no such list.
 */
export async function childPass(
  context: PassContext,
  collection: AgentSyncCollection,
  parent: AgentSyncCollection,
  notListed: (failure: ConnectorFailure, pass: Pass) => Promise<PassEnd>,
): Promise<PassEnd> {
  const left = new AbortController();
  try {
    const signal = AbortSignal.any([context.signal, left.signal]);
    return await readParents(context, collection, parent, notListed, signal);
  } finally {
    left.abort();
  }
}

async function readParents(
  context: PassContext,
  collection: AgentSyncCollection,
  parent: AgentSyncCollection,
  notListed: (failure: ConnectorFailure, pass: Pass) => Promise<PassEnd>,
  signal: AbortSignal,
): Promise<PassEnd> {
  const begun = resumeOrBegin(context, collection);
  const gathered = createGathered(context, collection, begun);
  const parents = allIds(context, parent);
  const { parent: done } = begun.cursor;
  const start = done === null ? 0 : parents.filter((id) => id <= done).length;
  const window = createWindow(
    (position) => readChildren(context, collection, parents[position] ?? '', signal),
    context.ahead,
  );
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
    const keep = gathered.cursor.found && gathered.cursor !== gathered.pass.cursor;
    if (keep && !(await gathered.waitFor(window, position))) await gathered.apply();
    const children = await window.take(position);
    if (children.kind === 'failed') {
      const pass = await gathered.apply();
      const { failure } = children;
      const none = isNotListed(failure) && !pass.cursor.found;
      return none ? notListed(failure, pass) : { kind: 'interrupted', failure };
    }
    add(gathered, parents[position] ?? '', children);
    absent = children.kind === 'gone' ? absent + 1 : 0;
    const nothingYet = !gathered.cursor.found && begun.cursor.parent === null;
    if (nothingYet && absent >= Math.min(absentMeansNone, parents.length)) {
      return notListed(
        { kind: 'not-found', message: 'AgentSync has no such list for any of the first records asked.' },
        gathered.pass,
      );
    }
    show(position + 1);
  }
  return finish(context, collection, await gathered.apply());
}

/** 403 and 405 on an undocumented list, or a profile without it (vendor-apis section 7, item 5). */
function isNotListed(failure: ConnectorFailure): boolean {
  if (failure.kind === 'rejected') return failure.status === 405 || failure.status === 410;
  return failure.kind === 'not-offered' || failure.kind === 'forbidden';
}
