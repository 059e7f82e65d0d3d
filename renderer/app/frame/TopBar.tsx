import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { useSearchSlot } from '../../components/topBar/searchSlot.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { keysFor } from '../../state/keys.ts';
import { redo, undo, workOffline } from '../commands.ts';
import { Crumbs } from './Crumbs.tsx';
import { StatusChip } from './StatusChip.tsx';

const setSlot = (element: HTMLElement | null): void => useSearchSlot.setState({ element });

/** Where one is, the screen's search, undo and redo, working offline, and the status. */
export function TopBar({ status }: { readonly status: EngineStatus }): ReactNode {
  const engine = useEngine();
  const offline = status.network.state === 'offline' && status.network.chosen;
  return (
    <header className="upl-top">
      <Crumbs />
      <div className="upl-search-slot" ref={setSlot} />
      <div className="upl-top-group">
        <StepButton
          name="Undo"
          keys={keysFor('undo')}
          step={status.undo}
          icon={<IconArrowBackUp size={18} />}
          onClick={() => run(undo(engine))}
        />
        <StepButton
          name="Redo"
          keys={keysFor('redo')}
          step={status.redo}
          icon={<IconArrowForwardUp size={18} />}
          onClick={() => run(redo(engine))}
        />
      </div>
      <Switch
        role="switch"
        aria-checked={offline}
        label="Work offline"
        labelPosition="left"
        checked={offline}
        onChange={(event) => run(workOffline(engine, event.currentTarget.checked))}
      />
      <StatusChip status={status} />
    </header>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly step: string | null;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

function StepButton({ name, keys, step, icon, onClick }: StepButtonProps): ReactNode {
  const words = step === null ? `Nothing to ${name.toLowerCase()}` : `${name}: ${step}`;
  return (
    <Tooltip label={`${words} (${keys})`}>
      {/* Not `disabled`: a disabled button cannot be focused to hear why it does nothing. */}
      <ActionIcon
        aria-label={step === null ? name : words}
        aria-disabled={step === null}
        {...(step === null ? { 'data-disabled': true } : {})}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
