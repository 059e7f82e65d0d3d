import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { EngineClient } from '../../preload/contract/bridge.ts';
import { announce } from '../state/announcer.ts';
import { run } from '../state/crash.ts';
import { counted, formatCount } from '../state/format.ts';
import { tell, tellFailure } from '../state/messages.ts';

interface Discarded {
  readonly dropped: number;
  readonly undoId: string | null;
}

/** Says how many changes were discarded, with the way back. Edit → Undo is another, also after this is gone. */
export function tellDiscarded(engine: EngineClient, { dropped, undoId }: Discarded): void {
  const words = `${counted(dropped, 'change')} discarded.`;
  announce(`${words} Undo brings ${dropped === 1 ? 'it' : 'them'} back.`);
  if (undoId === null) {
    tell(words);
    return;
  }
  const id = `discarded:${undoId}`;
  const undo = async (): Promise<void> => {
    notifications.hide(id);
    const answer = await engine.call('outbox.restore', { undoId });
    if (!answer.ok) {
      tellFailure(answer.error);
      return;
    }
    const said = restoredWords(answer.value);
    tell(said);
    announce(said);
  };
  notifications.show({
    id,
    role: 'status',
    withBorder: true,
    autoClose: 15_000,
    message: (
      <span className="upl-receipt-notice">
        {words}
        <Button variant="subtle" size="compact-xs" onClick={() => run(undo())}>
          Undo
        </Button>
      </span>
    ),
  });
}

function restoredWords({ restored, left }: { readonly restored: number; readonly left: number }): string {
  const back = `${counted(restored, 'change')} ${restored === 1 ? 'is' : 'are'} back, not sent.`;
  if (left === 0) return back;
  return `${back} ${formatCount(left)} ${left === 1 ? 'stays' : 'stay'} discarded, because the same field was changed or sent since.`;
}
