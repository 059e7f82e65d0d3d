import { create } from 'zustand';

/** Dialogs that any screen, key or menu item may open; one at a time. */
type FrameDialog = 'keys' | 'export-unsent' | 'turris';

interface FrameDialogs {
  readonly open: FrameDialog | null;
}

/** Which of the frame's own dialogs is open. */
export const useFrameDialogs = create<FrameDialogs>()(() => ({ open: null }));

export function openDialog(open: FrameDialog): void {
  useFrameDialogs.setState({ open });
}

export function closeDialog(): void {
  useFrameDialogs.setState({ open: null });
}
