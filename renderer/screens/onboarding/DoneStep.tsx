import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StatePanel } from '../../components/StatePanel.tsx';
import { counted } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { whenSent } from '../../state/whenSent.ts';
import { nextCohort, useOnboarding } from './onboardingStore.ts';

/** What was staged, and what comes next. */
export function DoneStep(): ReactNode {
  const staged = useOnboarding((state) => state.staged);
  const invited = useOnboarding((state) => state.invited);
  const go = useNavigation((state) => state.go);
  const status = useStatus((state) => state.status);
  const made = staged?.assignmentIds.length ?? 0;
  const leftOut = staged === null ? 0 : staged.dryRun.counts.exists + staged.dryRun.counts.blocked;
  const when = whenSent(status);
  return (
    <StatePanel
      icon={<IconCircleCheck size={28} aria-hidden />}
      title={
        made === 0
          ? 'There was nothing left to create'
          : `${counted(made, 'assignment')} saved on this computer`
      }
      actions={
        <>
          <Button variant="default" onClick={nextCohort}>
            Next cohort on the same terms
          </Button>
          <Button onClick={() => go({ name: 'tray' })}>Show unsent changes</Button>
        </>
      }
    >
      {made === 0 ? 'Every producer had them already by the time you pressed the button.' : when}
      {invited === 0
        ? null
        : ` ${counted(invited, 'invitation waits', 'invitations wait')} among the unsent changes until you confirm ${invited === 1 ? 'it' : 'them'}: mail cannot be taken back.`}
      {leftOut === 0
        ? null
        : ` ${counted(leftOut, 'row was', 'rows were')} left out, as the check had named them.`}
    </StatePanel>
  );
}
