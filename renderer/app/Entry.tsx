import type { ReactNode } from 'react';
import { assertNever } from '../../domain/result.ts';
import { ConnectScreen } from '../screens/connect/ConnectScreen.tsx';
import { ProblemScreen } from '../screens/problem/ProblemScreen.tsx';
import { OpeningScreen } from '../screens/start/OpeningScreen.tsx';
import { StartScreen } from '../screens/start/StartScreen.tsx';
import { UnlockScreen } from '../screens/unlock/UnlockScreen.tsx';
import { useEntry } from '../state/entry.ts';
import { useShell } from '../state/shell.ts';
import { useStatus } from '../state/status.ts';
import { Frame } from './frame/Frame.tsx';

/** What the window shows: a way in, a way out of trouble, or the frame with a screen. */
export function Entry(): ReactNode {
  const { shell, failure } = useShell();
  const status = useStatus((state) => state.status);
  const { step, opening } = useEntry();

  if (failure !== null) return <ProblemScreen failure={failure} />;
  if (shell === null) return <OpeningScreen words="Starting Upline…" />;

  const { protection, engine } = shell;
  if (protection.kind === 'session' && !protection.unlocked) return <UnlockScreen protection={protection} />;

  switch (engine.state) {
    case 'failed':
      return <ProblemScreen failure={engine.failure} connectionId={engine.connectionId} />;
    case 'none':
      if (step === 'connect') return <ConnectScreen />;
      return opening === null ? <StartScreen shell={shell} /> : <OpeningScreen words={opening} />;
    case 'starting':
    case 'running':
    case 'restarting':
      // While it restarts the last status stays on screen, with a banner.
      return status === null ? <OpeningScreen words={opening ?? 'Opening…'} /> : <Frame status={status} />;
    default:
      return assertNever(engine);
  }
}
