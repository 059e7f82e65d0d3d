import {
  IconAlertCircle,
  IconCheck,
  IconCircleDot,
  IconClock,
  IconGhost2,
  IconGitMerge,
  IconHandStop,
  IconHelpCircle,
  IconLink,
  IconLock,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { changeStateOf } from '../../../domain/operation.ts';
import type { OperationState } from '../../../domain/operation.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { operationWord } from '../../state/operationWord.ts';

const icons: Readonly<Record<OperationState, Icon>> = {
  held: IconHandStop,
  ready: IconCircleDot,
  sending: IconUpload,
  waiting: IconClock,
  unknown: IconHelpCircle,
  blocked: IconLink,
  'needs-auth': IconLock,
  refused: IconAlertCircle,
  conflict: IconGitMerge,
  done: IconCheck,
  dropped: IconTrash,
};

interface StateLabelProps {
  readonly state: OperationState;
  /** AgentSync no longer has the record: nobody refused anything. */
  readonly gone?: boolean;
  /** Nobody knows whether the invitation went out. */
  readonly uncertain?: boolean;
}

/** The state of an unsent change: an icon, a word and a colour. */
export function StateLabel({ state, gone = false, uncertain = false }: StateLabelProps): ReactNode {
  const StateIcon = gone ? IconGhost2 : uncertain ? icons.unknown : icons[state];
  const color = changeStateLooks[uncertain ? 'attention' : changeStateOf(state)].color;
  return (
    <span className="upl-op-state" style={{ color: `var(${color})` }}>
      <StateIcon size={15} aria-hidden />
      <span>{gone ? 'Gone at AgentSync' : uncertain ? 'Uncertain' : operationWord(state)}</span>
    </span>
  );
}
