import { Button } from '@mantine/core';
import { IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure } from '../../state/messages.ts';

/** The link of an invitation: masked until it is asked for, and each asking stands in the history. */
export function InvitationLink({ id }: { readonly id: string }): ReactNode {
  const engine = useEngine();
  const [shown, setShown] = useState<string | null>(null);

  const ask = async (): Promise<string | null> => {
    const answer = await engine.call('invitation.link', { id });
    if (answer.ok) return answer.value.link;
    tellFailure(answer.error);
    return null;
  };
  const copy = async (): Promise<void> => {
    const link = shown ?? (await ask());
    if (link === null) return;
    const copied = await window.upline.call('shell.copy-secret', { text: link });
    if (!copied.ok) return tellFailure(copied.error);
    const words = 'The link is on the clipboard for one minute.';
    tell(words);
    announce(words);
  };

  return (
    <div className="upl-invitations-link">
      {shown === null ? (
        <span>
          <span aria-hidden>••••••••••••</span>
          <span className="upl-visually-hidden">Hidden</span>
        </span>
      ) : (
        <code>{shown}</code>
      )}
      {shown === null ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconEye size={15} aria-hidden />}
          onClick={() => run(ask().then(setShown))}
        >
          Reveal
        </Button>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconEyeOff size={15} aria-hidden />}
          onClick={() => setShown(null)}
        >
          Hide
        </Button>
      )}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCopy size={15} aria-hidden />}
        onClick={() => run(copy())}
      >
        Copy
      </Button>
    </div>
  );
}
