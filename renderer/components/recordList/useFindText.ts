import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { ListName } from '../../../domain/lists.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { useScreenCommands } from '../../state/screenCommands.ts';
import { emptyFind, fieldsIn, foundWords, replacingOf } from './findForm.ts';
import type { FindDirection, FindForm } from './findForm.ts';
import type { Sheet } from './useSheet.ts';

const noText = 'No column here holds text that can be replaced.';
const listMoved = 'The list was read anew meanwhile. Look once more.';

/** Finding text in the cells of a sheet, which stays as it is but for its cursor. */
export interface FindText {
  readonly shown: boolean;
  readonly form: FindForm;
  /** In words, what the last search came to. */
  readonly words: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly change: (change: Partial<FindForm>) => void;
  readonly seek: (direction: FindDirection) => void;
  /** Replaces in the cell of the cursor, where that holds the text, and goes on to the next one. */
  readonly replaceOne: () => void;
  /** Leads to a look at all of them; null where there are none. */
  readonly replaceEvery: (() => void) | null;
  readonly close: () => void;
}

/** `columns` are those the sheet shows, in their order. */
export function useFindText(list: ListName, sheet: Sheet, columns: readonly string[]): FindText {
  const { grid, snapshot } = sheet;
  const engine = useEngine();
  const [shown, setShown] = useState(false);
  const [form, setForm] = useState(emptyFind);
  const [words, setWords] = useState('');
  /** Grows with each wish to type what is looked for. */
  const [typing, setTyping] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const looking = useRef(false);
  const { viewId, phase } = snapshot;
  const possible = phase === 'ready' && viewId !== null;

  const fieldsNow = (): readonly string[] =>
    fieldsIn(list, form, columns, grid.current?.cursor()?.field ?? null);
  const look = async (direction: FindDirection, done = ''): Promise<void> => {
    // A key that is held down asks faster than the cursor moves.
    if (viewId === null || form.text === '' || looking.current) return;
    const from = grid.current?.cursor() ?? null;
    const { text, matchCase, wholeCell } = form;
    const fields = [...fieldsNow()];
    if (fields.length === 0) {
      setWords(noText);
      return;
    }
    looking.current = true;
    setWords('Looking…');
    const answer = await engine.call('view.find-text', {
      viewId,
      from,
      direction,
      fields,
      text,
      matchCase,
      wholeCell,
    });
    looking.current = false;
    if (!answer.ok) {
      setWords(answer.error.message);
      if (answer.error.code === 'unknown-view') grid.current?.refresh();
      return;
    }
    const found = answer.value;
    const moved = found.kind === 'none' || grid.current?.moveTo(viewId, found) === true;
    setWords(done + (moved ? foundWords(list, form, direction, found) : listMoved));
  };
  const replaceOne = async (): Promise<void> => {
    const field = grid.current?.cursor()?.field;
    if (form.text === '' || looking.current) return;
    looking.current = true;
    const here = field !== undefined && fieldsNow().includes(field);
    const done = here && (await grid.current?.replaceHere(replacingOf(form))) === true;
    looking.current = false;
    await look('next', done ? 'Replaced. ' : '');
  };
  const replaceAll = useScreenCommands((screen) => screen.replaceAll);
  const openNow = (): void => {
    setShown(true);
    setTyping((before) => before + 1);
  };
  const asked = useEffectEvent((what: 'open' | 'replace' | FindDirection) => {
    // Who only looks for a text looks in every column.
    if (what === 'open') setForm((before) => ({ ...before, replacement: null }));
    if (what === 'replace') setForm((before) => ({ ...before, replacement: before.replacement ?? '' }));
    if (what === 'open' || what === 'replace' || form.text === '') {
      openNow();
      return;
    }
    setShown(true);
    run(look(what));
  });
  useEffect(() => {
    if (!possible) return undefined;
    useScreenCommands.setState({ findText: (what) => asked(what) });
    return () => useScreenCommands.setState({ findText: null });
  }, [possible]);
  useEffect(() => {
    if (typing === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [typing]);

  return {
    shown,
    form,
    words,
    input,
    change(change) {
      setForm((before) => ({ ...before, ...change }));
      setWords('');
    },
    seek: (direction) => run(look(direction)),
    replaceOne: () => run(replaceOne()),
    replaceEvery:
      replaceAll === null ? null : () => replaceAll({ ...replacingOf(form), fields: fieldsNow() }),
    close() {
      setShown(false);
      setWords('');
      grid.current?.focus();
    },
  };
}
