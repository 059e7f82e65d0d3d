import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { CollectionName } from '../../../domain/fields.ts';
import { readViewFile, viewFileText } from '../../../domain/gridView.ts';
import type { SavedView } from '../../../domain/gridView.ts';
import { announce } from '../../state/announcer.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { saveFile } from '../../state/saveFile.ts';
import type { GridViewStore } from './gridViewStore.ts';

/** Saves what the list is like now under a name of its own. */
export function saveAsNew(store: GridViewStore, name: string): void {
  const { views, arrangement, setViews } = store.getState();
  const id = crypto.randomUUID();
  setViews([...views, { id, name, arrangement }], id);
  tell(`The view “${name}” was saved.`);
}

/** Saves what the list is like now over a view. */
export function saveOver(store: GridViewStore, view: SavedView): void {
  const { views, arrangement, setViews } = store.getState();
  setViews(
    views.map((one) => (one.id === view.id ? { ...one, arrangement } : one)),
    view.id,
  );
  tell(`The view “${view.name}” was saved.`);
}

/** Gives a view another name. */
export function renameView(store: GridViewStore, { id }: SavedView, name: string): void {
  const { views, setViews } = store.getState();
  setViews(
    views.map((view) => (view.id === id ? { ...view, name } : view)),
    id,
  );
}

/** Deletes a view, and offers it back for a while. */
export function removeView(store: GridViewStore, view: SavedView): void {
  const { views, setViews } = store.getState();
  const at = views.indexOf(view);
  setViews(views.toSpliced(at, 1), null);
  tellDeleted(view, () => {
    const now = store.getState();
    now.setViews(now.views.toSpliced(at, 0, view), now.viewId ?? view.id);
  });
}

/** Writes what the list is like now into a file that a colleague may bring in. */
export async function shareView(
  store: GridViewStore,
  collection: CollectionName,
  name: string,
): Promise<void> {
  const { arrangement } = store.getState();
  const file = `${name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'view'}.upline-view.json`;
  if (await saveFile(file, viewFileText(collection, name, arrangement)))
    tell('The view was saved as a file.');
}

/** Adds a view from a file and opens it; what this version does not know of it is left out and said. */
export async function bringViewIn(store: GridViewStore, collection: CollectionName): Promise<void> {
  const answer = await window.upline.call('shell.open-file', { kind: 'view' });
  if (!answer.ok) return tellFailure(answer.error);
  if (answer.value === null) return;
  const read = readViewFile(collection, new TextDecoder().decode(answer.value.data));
  if (!read.ok) return tellFailure({ code: 'view-file', message: read.why });
  const { left, arrangement } = read.fitted;
  const now = store.getState();
  const id = crypto.randomUUID();
  now.setViews([...now.views, { id, name: freeName(read.name, now.views), arrangement }], id);
  now.open(id);
  if (left.length === 0) tell(`The view “${read.name}” was added.`);
  else
    tellFailure({
      code: 'view-fields',
      message: `The view “${read.name}” was added without what this version of Upline does not know: ${left.join(', ')}.`,
    });
}

function freeName(name: string, views: readonly SavedView[]): string {
  const taken = new Set(views.map((view) => view.name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name.slice(0, 74)} (${number})`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

function tellDeleted({ id, name }: SavedView, undo: () => void): void {
  const notice = `view-deleted:${id}`;
  announce(`The view ${name} was deleted. Undo brings it back.`);
  notifications.show({
    id: notice,
    role: 'status',
    withBorder: true,
    autoClose: 15_000,
    message: (
      <span className="upl-receipt-notice">
        The view “{name}” was deleted.
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => {
            notifications.hide(notice);
            undo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}
