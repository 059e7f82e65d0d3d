import { useCallback, useEffect, useRef, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import type { GridRow, ViewRequest } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { useShell } from '../../state/shell.ts';

const pageSize = 200;
/** A pull announces many changes; the list follows at a calm pace. */
const settleMs = 600;

/** A table as far as it was read. */
export interface TableView {
  readonly state: 'loading' | 'ready' | 'failed';
  /** Rows in the view. */
  readonly length: number;
  readonly failure: Failure | null;
  /** Rows by position; a position that is absent is still being read. */
  readonly rows: ReadonlyMap<number, GridRow>;
  /** Asks for the rows of these positions. */
  readonly need: (from: number, to: number) => void;
  readonly reload: () => void;
}

const noRows: ReadonlyMap<number, GridRow> = new Map();

interface Opened {
  readonly viewId: string;
  readonly length: number;
  readonly rows: ReadonlyMap<number, GridRow>;
}

/**
 * A view of the engine for a list that is only read: it follows records that come and go by itself,
 * because nothing under edit can jump away.
 */
export function useTableView(request: ViewRequest): TableView {
  const engine = useEngine();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const asked = useRef(new Set<number>());
  const key = JSON.stringify({ request, round });
  const { collection } = request;
  const reload = useCallback(() => setRound((previous) => previous + 1), []);

  const viewId = opened?.viewId ?? null;
  const readPage = useCallback(
    async (page: number): Promise<void> => {
      if (viewId === null) return;
      const from = page * pageSize;
      const answer = await engine.call('view.read', { viewId, from, to: from + pageSize });
      if (!answer.ok) {
        // The engine keeps a bounded number of views and forgets all of them when it restarts.
        if (answer.error.code === 'unknown-view') reload();
        else setFailure(answer.error);
        return;
      }
      const { rows } = answer.value;
      setOpened((current) => {
        if (current === null || current.viewId !== viewId) return current;
        const next = new Map(current.rows);
        for (const [index, row] of rows.entries()) next.set(from + index, row);
        return { ...current, rows: next };
      });
    },
    [engine, viewId, reload],
  );

  useEffect(() => {
    let current = true;
    const open = async (): Promise<void> => {
      const asking: { readonly request: ViewRequest } = JSON.parse(key);
      const answer = await engine.call('view.open', asking.request);
      if (!answer.ok) {
        if (current) setFailure(answer.error);
        return;
      }
      const { viewId, length } = answer.value;
      const first = await engine.call('view.read', { viewId, from: 0, to: pageSize });
      if (!current) {
        await engine.call('view.close', { viewId });
        return;
      }
      asked.current = new Set([0]);
      setFailure(first.ok ? null : first.error);
      setOpened({ viewId, length, rows: new Map(first.ok ? first.value.rows.entries() : []) });
    };
    run(open());
    return () => {
      current = false;
    };
  }, [engine, key]);

  useEffect(() => {
    if (viewId === null) return undefined;
    return () => {
      run(engine.call('view.close', { viewId }));
    };
  }, [engine, viewId]);

  useFollowing(collection, reload, () => {
    for (const page of asked.current) run(readPage(page));
  });

  const need = useCallback(
    (from: number, to: number) => {
      for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page += 1) {
        if (asked.current.has(page)) continue;
        asked.current.add(page);
        run(readPage(page));
      }
    },
    [readPage],
  );

  return {
    state: failure !== null ? 'failed' : opened === null ? 'loading' : 'ready',
    length: opened?.length ?? 0,
    failure,
    rows: opened?.rows ?? noRows,
    need,
    reload,
  };
}

/** Calls back when records came or went, when values changed, and when a new engine is there. */
function useFollowing(collection: CollectionName, onMembership: () => void, onRows: () => void): void {
  const engine = useEngine();
  const state = useShell(({ shell }) => shell?.engine.state);
  const latest = useRef({ onMembership, onRows });
  const before = useRef(state);

  useEffect(() => {
    latest.current = { onMembership, onRows };
  });

  useEffect(() => {
    if (before.current !== state && state === 'running') latest.current.onMembership();
    before.current = state;
  }, [state]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = engine.on((event) => {
      if (event.event === 'rows' && event.collection === collection) latest.current.onRows();
      if (event.event !== 'membership' || event.collection !== collection || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        latest.current.onMembership();
      }, settleMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [engine, collection]);
}
