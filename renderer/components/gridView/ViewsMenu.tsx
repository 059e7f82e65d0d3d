import './gridView.css';
import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconChevronDown, IconLayoutList } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CollectionName } from '../../../domain/fields.ts';
import { readViewFile, viewFileText } from '../../../domain/gridView.ts';
import type { SavedView } from '../../../domain/gridView.ts';
import { shippedViews } from '../../../domain/shippedViews.ts';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { saveFile } from '../../state/saveFile.ts';
import { isModified } from './gridViewStore.ts';
import type { GridViewStore } from './gridViewStore.ts';
import { ViewNameDialog } from './ViewNameDialog.tsx';

interface ViewsMenuProps {
  readonly collection: CollectionName;
  readonly store: GridViewStore;
  /** What the plain list is called, e.g. `All assignments`. */
  readonly plainName: string;
}

/** The view in use, those there are, and what can be done with it. A dot says that it was changed. */
export const ViewsMenu = memo(function ViewsMenu({
  collection,
  store,
  plainName,
}: ViewsMenuProps): ReactNode {
  const state = useStore(store);
  const { views, viewId, arrangement, open, reset, setViews } = state;
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const shipped = shippedViews(collection);
  const own = views.find(({ id }) => id === viewId);
  const name = own?.name ?? shipped.find(({ id }) => id === viewId)?.name ?? plainName;
  const modified = isModified(collection, state);

  const named = (given: string): void => {
    if (naming === 'rename' && own !== undefined) {
      setViews(
        views.map((view) => (view.id === own.id ? { ...view, name: given } : view)),
        own.id,
      );
    } else {
      const id = crypto.randomUUID();
      setViews([...views, { id, name: given, arrangement }], id);
      tell(`The view “${given}” was saved.`);
    }
    setNaming(null);
  };
  const save = (view: SavedView): void => {
    setViews(
      views.map((one) => (one.id === view.id ? { ...one, arrangement } : one)),
      view.id,
    );
    tell(`The view “${view.name}” was saved.`);
  };
  const remove = (view: SavedView): void => {
    const at = views.indexOf(view);
    setViews(views.toSpliced(at, 1), null);
    tellDeleted(view, () => {
      const now = store.getState();
      now.setViews(now.views.toSpliced(at, 0, view), now.viewId ?? view.id);
    });
  };
  const share = (): void =>
    run(
      (async (): Promise<void> => {
        const file = `${name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'view'}.upline-view.json`;
        if (await saveFile(file, viewFileText(collection, name, arrangement)))
          tell('The view was saved as a file.');
      })(),
    );
  const bringIn = (): void =>
    run(
      (async (): Promise<void> => {
        const answer = await window.upline.call('shell.open-file', { kind: 'view' });
        if (!answer.ok) return tellFailure(answer.error);
        if (answer.value === null) return;
        const read = readViewFile(collection, new TextDecoder().decode(answer.value.data));
        if (!read.ok) return tellFailure({ code: 'view-file', message: read.why });
        const { left, arrangement: fitted } = read.fitted;
        const now = store.getState();
        const id = crypto.randomUUID();
        now.setViews([...now.views, { id, name: freeName(read.name, now.views), arrangement: fitted }], id);
        now.open(id);
        if (left.length === 0) tell(`The view “${read.name}” was added.`);
        else
          tellFailure({
            code: 'view-fields',
            message: `The view “${read.name}” was added without what this version of Upline does not know: ${left.join(', ')}.`,
          });
      })(),
    );
  const choose = (view: { readonly id: string | null; readonly name: string }): ReactNode => (
    <Menu.RadioItem
      key={view.id ?? 'plain'}
      value={view.id ?? 'plain'}
      checked={view.id === viewId}
      // The view in use takes the focus.
      data-autofocus={view.id === viewId || undefined}
      checkIcon={<IconCheck size={14} aria-hidden />}
      closeMenuOnClick
      // Not `onChange`: choosing the view in use takes back what was changed of it.
      onClick={() => open(view.id)}
    >
      {view.name}
    </Menu.RadioItem>
  );

  return (
    <>
      <Menu position="bottom-start" shadow="md" withinPortal width={270}>
        <Menu.Target>
          <Button
            variant="default"
            className="upl-chip"
            leftSection={<IconLayoutList size={15} aria-hidden />}
            rightSection={<IconChevronDown size={13} aria-hidden />}
            aria-label={`View: ${name}${modified ? ', changed' : ''}`}
            title={modified ? `${name}, changed since it was saved` : name}
          >
            {name}
            {modified ? (
              <span className="upl-view-dot" aria-hidden>
                {' '}
                ●
              </span>
            ) : null}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="upl-views" aria-label="Views">
          {choose({ id: null, name: plainName })}
          {views.length === 0 ? null : <Menu.Label>Saved</Menu.Label>}
          {views.map(choose)}
          {shipped.length === 0 ? null : <Menu.Label>Come with Upline</Menu.Label>}
          {shipped.map(choose)}
          <Menu.Divider />
          {own === undefined ? null : (
            <Menu.Item disabled={!modified} onClick={() => save(own)}>
              Save
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setNaming('new')}>Save as…</Menu.Item>
          <Menu.Item disabled={!modified} onClick={reset}>
            Reset to how it was
          </Menu.Item>
          {own === undefined ? null : (
            <>
              <Menu.Item onClick={() => setNaming('rename')}>Rename…</Menu.Item>
              <Menu.Item onClick={() => remove(own)}>Delete</Menu.Item>
            </>
          )}
          <Menu.Divider />
          <Menu.Item onClick={share}>Save as a file to share…</Menu.Item>
          <Menu.Item onClick={bringIn}>Add a view from a file…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ViewNameDialog
        key={naming ?? 'none'}
        opened={naming !== null}
        title={naming === 'rename' ? 'Rename the view' : 'Save the view'}
        initial={naming === 'rename' ? name : ''}
        taken={views.filter(({ id }) => naming !== 'rename' || id !== viewId).map((view) => view.name)}
        onName={named}
        onClose={() => setNaming(null)}
      />
    </>
  );
});

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
