import { create } from 'zustand';

interface SearchSlotStore {
  readonly element: HTMLElement | null;
}

/** The place in the top bar that the shown screen fills with its own search box. */
export const useSearchSlot = create<SearchSlotStore>()(() => ({ element: null }));

/** Puts the cursor into the search box of the shown screen; answers whether there is one. */
export function focusSearch(): boolean {
  const input = useSearchSlot.getState().element?.querySelector('input');
  if (input === null || input === undefined) return false;
  input.focus();
  input.select();
  return true;
}
