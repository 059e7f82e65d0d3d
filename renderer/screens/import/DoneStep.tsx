import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StatePanel } from '../../components/StatePanel.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { whenSent } from '../../state/whenSent.ts';
import { saveBlocked, stageWords } from './importActions.ts';
import { startOver, useImport } from './importStore.ts';

/** What was staged, and what comes next. */
export function DoneStep(): ReactNode {
  const engine = useEngine();
  const go = useNavigation((state) => state.go);
  const status = useStatus((state) => state.status);
  const { staged, report } = useImport();
  const blocked = report?.counts.blocked ?? 0;
  const nothing = staged === null || staged.created + staged.updated === 0;
  const when = whenSent(status);
  return (
    <StatePanel
      icon={<IconCircleCheck size={28} aria-hidden />}
      title={
        nothing
          ? 'Nothing was left to stage'
          : `${stageWords(staged.created, staged.updated)} saved on this computer`
      }
      actions={
        <>
          <Button variant="default" onClick={startOver}>
            Next table
          </Button>
          {blocked === 0 ? null : (
            <Button variant="default" onClick={() => run(saveBlocked(engine))}>
              Save blocked rows…
            </Button>
          )}
          <Button onClick={() => go({ name: 'tray' })}>Show unsent changes</Button>
        </>
      }
    >
      {nothing
        ? 'Everything was so already by the time you pressed the button.'
        : `${when} One undo takes all of it back until it is sent.`}
      {blocked === 0
        ? null
        : ` ${counted(blocked, 'row was', 'rows were')} blocked: save them as a file, correct them, and bring the file in again.`}
      {(staged?.leftOut ?? 0) === 0
        ? null
        : ` ${counted(staged?.leftOut ?? 0, 'value was', 'values were')} left out because of a rule.`}
    </StatePanel>
  );
}
