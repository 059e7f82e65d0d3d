import './gridView.css';
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLayoutList } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CollectionName } from '../../../domain/fields.ts';
import { shippedViews } from '../../../domain/shippedViews.ts';
import { run } from '../../state/crash.ts';
import { isModified } from './gridViewStore.ts';
import type { GridViewStore } from './gridViewStore.ts';
import { bringViewIn, removeView, renameView, saveAsNew, saveOver, shareView } from './viewActions.tsx';
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
  const { views, viewId, open, reset } = state;
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const shipped = shippedViews(collection);
  const own = views.find(({ id }) => id === viewId);
  const name = own?.name ?? shipped.find(({ id }) => id === viewId)?.name ?? plainName;
  const modified = isModified(collection, state);

  const named = (given: string): void => {
    if (naming === 'rename' && own !== undefined) renameView(store, own, given);
    else saveAsNew(store, given);
    setNaming(null);
  };
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
            <Menu.Item disabled={!modified} onClick={() => saveOver(store, own)}>
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
              <Menu.Item onClick={() => removeView(store, own)}>Delete</Menu.Item>
            </>
          )}
          <Menu.Divider />
          <Menu.Item onClick={() => run(shareView(store, collection, name))}>
            Save as a file to share…
          </Menu.Item>
          <Menu.Item onClick={() => run(bringViewIn(store, collection))}>Add a view from a file…</Menu.Item>
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
