import { create } from 'zustand';

/** What the details show of the record in focus. */
export type DetailView = 'fields' | 'edit' | 'cell' | 'history';

interface DetailViewStore {
  readonly view: DetailView;
  /** Grows when somebody asks for a view by a key or a menu: the details then take the focus. */
  readonly asked: number;
}

/** One wish for the details of all sheets; kept while other screens are shown, and not over restarts. */
export const useDetailView = create<DetailViewStore>()(() => ({ view: 'fields', asked: 0 }));

/** Shows a view and moves the focus there. */
export function askForView(view: DetailView): void {
  useDetailView.setState(({ asked }) => ({ view, asked: asked + 1 }));
}
