import { assertNever } from '../../domain/result.ts';
import type { Failure } from '../../domain/result.ts';
import { run } from '../state/crash.ts';
import { useEngine } from '../state/engineContext.ts';
import { useEntry } from '../state/entry.ts';
import { openDialog } from '../state/frameDialogs.ts';
import { tellIfFailed } from '../state/messages.ts';
import { useNavigation } from '../state/navigation.ts';
import { useStatus } from '../state/status.ts';

/** A button that helps. */
export interface RemedyAction {
  readonly label: string;
  readonly act: () => void;
}

/** The button that belongs to a failure's remedy; null where only the outside world can help. */
export function useRemedies(): (failure: Failure, onRetry?: () => void) => RemedyAction | null {
  const engine = useEngine();
  return (failure, onRetry) => {
    const retry = (label: string): RemedyAction | null =>
      onRetry === undefined ? null : { label, act: onRetry };
    switch (failure.remedy) {
      case 'sign-in':
        return { label: 'Update credentials…', act: askForCredentials };
      case 'sign-in-turris':
        return { label: 'Turris credentials…', act: askForTurris };
      case 'go-online':
        return {
          label: 'Work online',
          act: () => run(tellIfFailed(engine.call('network.work-offline', { offline: false }))),
        };
      case 'open-conflict':
        return { label: 'Show conflicts', act: () => useNavigation.getState().go({ name: 'conflicts' }) };
      case 'open-set-aside':
        return { label: 'Show what was set aside', act: () => useNavigation.getState().go({ name: 'sync' }) };
      case 'choose-organization':
        return {
          label: 'Choose your organization',
          act: () => useNavigation.getState().go({ name: 'settings' }),
        };
      case 'restart-engine':
        return { label: 'Start the data engine again', act: restartEngine };
      case 'free-space':
        return retry('I have freed space, try again');
      case 'unlock':
        return retry('Try again with the keychain unlocked');
      case 'retry':
        return retry('Try again');
      case 'fix-fields':
      case 'update-app':
      case 'ask-vendor':
      case undefined:
        return null;
      default:
        return assertNever(failure.remedy);
    }
  };
}

/** Opens the form for new credentials of the open connection. */
export function askForCredentials(): void {
  const connection = useStatus.getState().status?.connection;
  if (connection !== undefined) useEntry.setState({ credentialsFor: connection.id });
}

/** Shows Turris' card, and there the form for other credentials of it. */
export function askForTurris(): void {
  useNavigation.getState().go({ name: 'settings' });
  openDialog('turris');
}

/** Asks the main process for a fresh engine; its progress arrives as shell state. */
export function restartEngine(): void {
  run(tellIfFailed(window.upline.call('shell.restart-engine', {})));
}
