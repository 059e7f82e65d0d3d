import { create } from 'zustand';

/** What the details show of the record in focus. */
export type DetailView = 'fields' | 'edit' | 'cell' | 'history';

interface DetailViewStore {
  readonly view: DetailView;
  /** Somebody asked for the view by a key or a menu, and it is still to take the focus. */
  readonly asked: boolean;
}

/** One wish for the details of all sheets; kept while other screens are shown, and not over restarts. */
export const useDetailView = create<DetailViewStore>()(() => ({ view: 'fields', asked: false }));

/** Shows a view and moves the focus there. */
export function askForView(view: DetailView): void {
  useDetailView.setState({ view, asked: true });
}

/** The view has the focus: from now on it leaves it where it is. */
export function tookFocus(): void {
  useDetailView.setState({ asked: false });
}
