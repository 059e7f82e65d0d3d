import type { CollectionName } from '../../../domain/fields.ts';
import type { ConnectorFailure, ReadRecord, UnreadableRecord } from '../connectors/api.ts';
import { applyRecords, finish, resumeOrBegin } from './apply.ts';
import type { Pass } from './apply.ts';
import type { PassContext, PassEnd } from './context.ts';
import type { Cursor } from './cursor.ts';
import { allIds, readChildren } from './parents.ts';
import type { Children } from './parents.ts';
import { createWindow } from './window.ts';

/** Parents applied in one transaction, unless their children are many. */
const parentsPerStep = 20;
const recordsPerStep = 1_000;
/** So many parents in a row without a list at the start mean that the list itself does not exist. */
const absentMeansNone = 5;

/** What was read under some parents and not applied yet. */
interface Step {
  readonly records: (() => ReadRecord)[];
  readonly setAside: UnreadableRecord[];
  parents: number;
  last: string | null;
  found: boolean;
  flaw: Cursor['flaw'];
}

const emptyStep = (): Step => ({
  records: [],
  setAside: [],
  parents: 0,
  last: null,
  found: false,
  flaw: 'none',
});

function worse(before: Cursor['flaw'], now: Cursor['flaw']): Cursor['flaw'] {
  return before === 'unreadable' || now === 'none' ? before : now;
}

function add(step: Step, parentId: string, children: Children): void {
  step.parents += 1;
  step.last = parentId;
  if (children.kind === 'read') {
    step.found = true;
    step.records.push(...children.records);
    step.setAside.push(...children.setAside);
    if (!children.steady) step.flaw = worse(step.flaw, 'changing');
  } else if (children.kind === 'unreadable') {
    step.found = true;
    step.setAside.push({ key: `under ${parentId}`, reason: children.reason, raw: '' });
    step.flaw = 'unreadable';
  }
}

/**
 * Reads the children of every parent in id order, several parents ahead, and applies them in steps.
 * `notListed` says what to do when the vendor turns out to have no such list.
 */
export async function childPass(
  context: PassContext,
  collection: CollectionName,
  parent: CollectionName,
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
  collection: CollectionName,
  parent: CollectionName,
  notListed: (failure: ConnectorFailure, pass: Pass) => Promise<PassEnd>,
  signal: AbortSignal,
): Promise<PassEnd> {
  let pass = resumeOrBegin(context, collection);
  const parents = allIds(context, parent);
  const { parent: done } = pass.cursor;
  const start = done === null ? 0 : parents.filter((id) => id <= done).length;
  const window = createWindow(
    (position) => readChildren(context, collection, parents[position] ?? '', signal),
    context.ahead,
  );
  let absent = 0;
  let step = emptyStep();
  const apply = async (): Promise<void> => {
    if (step.last === null) return;
    const { found, flaw, last } = step;
    const { cursor } = pass;
    const records = step.records.map((newest) => newest());
    pass = await applyRecords(
      context,
      collection,
      pass,
      { records, setAside: step.setAside },
      {
        parent: last,
        found: cursor.found || found,
        flaw: worse(cursor.flaw, flaw),
      },
    );
    step = emptyStep();
  };
  const show = (position: number): void =>
    context.progress(collection, {
      page: position,
      pages: parents.length,
      records: pass.cursor.applied + step.records.length,
    });

  show(start);
  for (let position = start; position < parents.length; position += 1) {
    window.prefetch(position, parents.length);
    const children = await window.take(position);
    if (children.kind === 'failed') {
      await apply();
      const { failure } = children;
      const none = isNotListed(failure) && !pass.cursor.found;
      return none ? notListed(failure, pass) : { kind: 'interrupted', failure };
    }
    add(step, parents[position] ?? '', children);
    absent = children.kind === 'gone' ? absent + 1 : 0;
    const nothingYet = !pass.cursor.found && !step.found && pass.cursor.parent === null;
    if (nothingYet && absent >= Math.min(absentMeansNone, parents.length)) {
      return notListed(
        { kind: 'not-found', message: 'AgentSync has no such list for any of the first records asked.' },
        pass,
      );
    }
    if (step.parents >= parentsPerStep || step.records.length >= recordsPerStep) await apply();
    show(position + 1);
  }
  await apply();
  return finish(context, collection, pass);
}

/** 403 and 405 on an undocumented list, or a profile without it (vendor-apis section 7, item 5). */
function isNotListed(failure: ConnectorFailure): boolean {
  if (failure.kind === 'rejected') return failure.status === 405 || failure.status === 410;
  return failure.kind === 'not-offered' || failure.kind === 'forbidden';
}
