import type { EngineClient } from '../../preload/contract/bridge.ts';
import { assertNever } from '../../domain/result.ts';
import type { Failure } from '../../domain/result.ts';
import type { PageCommand } from '../../preload/contract/shortcuts.ts';
import { focusSearch } from '../components/topBar/searchSlot.ts';
import { run } from '../state/crash.ts';
import { counted } from '../state/format.ts';
import { openDialog } from '../state/frameDialogs.ts';
import { tell, tellFailure, tellIfFailed } from '../state/messages.ts';
import { useNavigation } from '../state/navigation.ts';
import { useScreenCommands } from '../state/screenCommands.ts';
import { useStatus } from '../state/status.ts';

/** Takes back the newest gesture that is not sent yet, and says which. */
export async function undo(engine: EngineClient): Promise<void> {
  const answer = await engine.call('edit.undo', {});
  if (answer.ok) tell(`Undid: ${answer.value.label}`);
  else tellWhyNot(answer.error);
}

/** Stages again what was undone last. */
export async function redo(engine: EngineClient): Promise<void> {
  const answer = await engine.call('edit.redo', {});
  if (answer.ok) tell(`Redid: ${answer.value.label}`);
  else tellWhyNot(answer.error);
}

/** The engine knows of a gesture before the window is told of it: what there is to take back is asked there. */
function tellWhyNot(failure: Failure): void {
  if (failure.code === 'nothing-to-undo' || failure.code === 'nothing-to-redo') tell(failure.message);
  else tellFailure(failure);
}

/** Starts a pass over everything; its progress shows in the chip. */
export async function syncNow(engine: EngineClient): Promise<void> {
  await tellIfFailed(engine.call('sync.start', {}));
}

/** Stops or resumes every exchange with AgentSync. */
export async function workOffline(engine: EngineClient, offline: boolean): Promise<void> {
  await tellIfFailed(engine.call('network.work-offline', { offline }));
}

/** Ctrl+S saves nothing, because everything is saved already; it says so, and what is not sent. */
function reassure(): void {
  const unsent = useStatus.getState().status?.outbox.unsent ?? 0;
  const sent =
    unsent === 0
      ? 'Nothing waits to be sent to AgentSync.'
      : unsent === 1
        ? '1 change is not sent yet.'
        : `${counted(unsent, 'change')} are not sent yet.`;
  tell(`Everything is saved on this computer. ${sent}`);
}

/** Whether the person chose to work offline, as opposed to having no network. */
export function isWorkingOffline(): boolean {
  const network = useStatus.getState().status?.network;
  return network?.state === 'offline' && network.chosen;
}

/** Does what a menu item or its keys name. */
export function runCommand(engine: EngineClient, command: PageCommand): void {
  const { go, back } = useNavigation.getState();
  switch (command) {
    case 'undo':
      return run(undo(engine));
    case 'redo':
      return run(redo(engine));
    case 'sync-now':
      return run(syncNow(engine));
    case 'toggle-work-offline':
      return run(workOffline(engine, !isWorkingOffline()));
    case 'show-carriers':
      return go({ name: 'carriers' });
    case 'show-assignments':
      return go({ name: 'assignments' });
    case 'show-producers':
      return go({ name: 'producers' });
    case 'show-licensing':
      return go({ name: 'licensing' });
    case 'show-onboarding':
      return go({ name: 'onboarding' });
    case 'show-import':
      return go({ name: 'import' });
    case 'show-invitations':
      return go({ name: 'invitations' });
    case 'show-tray':
      return go({ name: 'tray' });
    case 'show-conflicts':
      return go({ name: 'conflicts' });
    case 'show-receipts':
      return go({ name: 'receipts' });
    case 'show-history':
      return go({ name: 'history' });
    case 'show-sync':
      return go({ name: 'sync' });
    case 'show-settings':
      return go({ name: 'settings' });
    case 'back':
      return back();
    case 'find':
      focusSearch();
      return;
    case 'send': {
      const { send } = useScreenCommands.getState();
      // What would be sent is to be seen first.
      return send === null ? go({ name: 'tray' }) : send();
    }
    case 'edit-many':
      return useScreenCommands.getState().editMany?.();
    case 'edit-record':
      return useScreenCommands.getState().details?.('edit');
    case 'cell-history':
      return useScreenCommands.getState().details?.('cell');
    case 'open-record':
      return useScreenCommands.getState().openRecord?.();
    case 'replace':
      return useScreenCommands.getState().findText?.('replace');
    case 'find-text':
      return useScreenCommands.getState().findText?.('open');
    case 'find-next':
      return useScreenCommands.getState().findText?.('next');
    case 'find-previous':
      return useScreenCommands.getState().findText?.('previous');
    case 'export-unsent':
      return exportUnsent();
    case 'show-keys':
      return openDialog('keys');
    case 'reassure':
      return reassure();
    default:
      return assertNever(command);
  }
}

function exportUnsent(): void {
  if (useStatus.getState().status?.outbox.unsent === 0) {
    tell('There is nothing to export: everything is sent to AgentSync.');
  } else openDialog('export-unsent');
}
