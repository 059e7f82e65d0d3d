import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { isOurAddress } from '../shell/pagePolicy.ts';
import type { Sender } from './register.ts';

/** Looks at who sent an event. A frame that is already gone counts as nobody's. */
export function senderOf(event: IpcMainInvokeEvent, ours: WebContents | null): Sender {
  const frame = event.senderFrame;
  return {
    isOurWindow: ours !== null && event.sender === ours,
    isTopFrame: frame !== null && frame === event.sender.mainFrame,
    isOurAddress: frame !== null && isOurAddress(frame.url),
  };
}
