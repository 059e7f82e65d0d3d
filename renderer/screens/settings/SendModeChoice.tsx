import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SendMode } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';

const modes = [
  {
    value: 'automatic',
    label: 'Automatic',
    description:
      'Changes are sent to AgentSync by themselves when you are online. Terminations are asked about first.',
  },
  {
    value: 'review',
    label: 'Review first',
    description: 'Every change stays saved on this computer until you send it from “Unsent changes”.',
  },
] as const satisfies readonly {
  readonly value: SendMode;
  readonly label: string;
  readonly description: string;
}[];

/** When changes leave this computer. */
export function SendModeChoice({ mode }: { readonly mode: SendMode }): ReactNode {
  const engine = useEngine();
  const choose = (chosen: SendMode): void => run(tellIfFailed(engine.call('outbox.mode', { mode: chosen })));
  return (
    <div role="radiogroup" aria-labelledby="settings-sending" className="upl-settings-modes">
      {modes.map(({ value, label, description }) => (
        <Radio
          key={value}
          name="send-mode"
          label={label}
          description={description}
          checked={mode === value}
          onChange={() => choose(value)}
        />
      ))}
    </div>
  );
}
