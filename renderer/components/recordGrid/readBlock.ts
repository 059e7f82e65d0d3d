import type { Block } from '../../../domain/pasteBlock.ts';
import { readTsv } from '../../../domain/tsv.ts';

/** How long the window may be held up by one stretch of reading, in milliseconds. */
const stretchMs = 12;

/** Lets everything else that waits have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Reads clipboard text of any size without holding up the window; a short one in this very turn. */
export async function readBlock(
  text: string,
  { now, pause }: { readonly now: () => number; readonly pause: () => Promise<void> } = {
    now: () => performance.now(),
    pause: turn,
  },
): Promise<Block> {
  const reading = readTsv(text);
  let began = now();
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
    if (now() - began < stretchMs) continue;
    await pause();
    began = now();
  }
}
