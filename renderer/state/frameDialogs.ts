import { create } from 'zustand';

/** Dialogs that any screen, key or menu item may open; one at a time. */
type FrameDialog = 'keys' | 'export-unsent' | 'turris';

interface FrameDialogs {
  readonly open: FrameDialog | null;
}

/** Which of the frame's own dialogs is open. */
export const useFrameDialogs = create<FrameDialogs>()(() => ({ open: null }));

/** Opens a dialog of the frame, over whatever screen is shown. */
export function openDialog(open: FrameDialog): void {
  useFrameDialogs.setState({ open });
}

/** Closes it. */
export function closeDialog(): void {
  useFrameDialogs.setState({ open: null });
}
