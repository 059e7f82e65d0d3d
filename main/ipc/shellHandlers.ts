import { ok } from '../../domain/result.ts';
import type { AppState } from '../shell/appState.ts';
import type { SecretClipboard } from '../shell/secretClipboard.ts';
import type { UserFiles } from '../shell/userFiles.ts';
import type { Workspace } from '../shell/workspace.ts';
import type { ShellHandlers } from './register.ts';

/** The shell's answers to the page, by the contract's names. Nothing here ever answers a secret. */
export function createShellHandlers(parts: {
  readonly state: AppState;
  /** Resolves when the keychain has been tried and the connections are known. */
  readonly workspace: Promise<Workspace>;
  readonly files: UserFiles;
  readonly secrets: Pick<SecretClipboard, 'copy'>;
}): ShellHandlers {
  const { state, workspace, files, secrets } = parts;
  return {
    'shell.state': async () => {
      await workspace;
      return ok(state.read());
    },
    'shell.open-practice': async () => (await workspace).openPractice(),
    'shell.test-connection': async (draft) => (await workspace).tests.draft(draft),
    'shell.test-kept-connection': async ({ connectionId }) => (await workspace).tests.kept(connectionId),
    'shell.add-connection': async (draft) => (await workspace).add(draft),
    'shell.change-connection': async (change) => (await workspace).change(change),
    'shell.open-connection': async ({ connectionId }) => (await workspace).open(connectionId),
    'shell.close-connection': async () => (await workspace).close(),
    'shell.update-credentials': async ({ connectionId, ...credentials }) =>
      (await workspace).updateCredentials(connectionId, credentials),
    'shell.turris-connect': async ({ connectionId, draft }) =>
      (await workspace).turris.connect(connectionId, draft),
    'shell.turris-test': async ({ connectionId }) => (await workspace).turris.test(connectionId),
    'shell.turris-disconnect': async ({ connectionId, forget }) =>
      (await workspace).turris.disconnect(connectionId, forget),
    'shell.unlock': async ({ passphrase }) => (await workspace).unlock(passphrase),
    'shell.restart-engine': async () => (await workspace).restartEngine(),
    'shell.save-file': ({ suggestedName, data }) => files.save(suggestedName, data),
    'shell.save-begin': ({ suggestedName }) => files.begin(suggestedName),
    'shell.save-part': ({ saveId, data }) => files.part(saveId, data),
    'shell.save-end': ({ saveId, keep }) => files.end(saveId, keep),
    'shell.copy-secret': async ({ text }) => {
      await secrets.copy(text);
      return ok(null);
    },
    'shell.open-file': ({ kind }) => files.open(kind),
    'shell.remove-connection': async ({ connectionId, typed }) =>
      (await workspace).remove(connectionId, typed),
    'shell.rescue-look': async ({ connectionId }) => (await workspace).rescue.look(connectionId),
    'shell.rescue-save': async ({ connectionId, passphrase }) =>
      (await workspace).rescue.save(connectionId, passphrase),
    'shell.rescue-fresh': async ({ connectionId, typed }) =>
      (await workspace).rescue.startFresh(connectionId, typed),
    'shell.set-theme': async ({ theme }) => {
      (await workspace).setTheme(theme);
      return ok(null);
    },
  };
}
