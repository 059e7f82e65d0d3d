import { create } from 'zustand';

interface AnnouncerStore {
  readonly text: string;
}

/** What the polite live region says. Rendered once, by the frame. */
export const useAnnouncer = create<AnnouncerStore>()(() => ({ text: '' }));

const quietMs = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Says something to screen readers without showing it. Debounced: of several sentences in quick
 * succession only the last is spoken, so that progress never floods the listener.
 */
export function announce(text: string): void {
  clearTimeout(timer);
  // Emptied first: the same sentence twice in a row is a change again, and is spoken again.
  useAnnouncer.setState({ text: '' });
  timer = setTimeout(() => useAnnouncer.setState({ text }), quietMs);
}
