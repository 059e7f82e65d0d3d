import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { StageResult } from '../../components/transfer/StageResult.tsx';
import { useNavigation } from '../../state/navigation.ts';

interface OutcomeProps {
  readonly outcome: StageOutcome;
  readonly onClose: () => void;
}

/** The end of a dialog that staged something: what became of it, and where to look at it. */
export function Outcome({ outcome, onClose }: OutcomeProps): ReactNode {
  const go = useNavigation((state) => state.go);
  return (
    <div className="upl-transfer">
      <StageResult outcome={outcome} />
      <div className="upl-transfer-actions">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button data-autofocus onClick={() => go({ name: 'tray' })}>
          Show unsent changes
        </Button>
      </div>
    </div>
  );
}
