import { dialog } from 'electron';
import { openKeychain } from '../credentials/keychain.ts';
import { openProtection } from '../credentials/protection.ts';
import type { Protection } from '../credentials/protection.ts';
import type { Clock, Log } from '../engine/ports.ts';
import type { AppState } from './appState.ts';
import { loadConnections } from './connections.ts';
import type { Connections } from './connections.ts';
import { loadProfileId } from './profile.ts';
import type { ProfilePlaces } from './profile.ts';

/** What a profile holds for every start. */
interface OpenProfile {
  readonly connections: Connections;
  /** How the secrets of its connections are kept. */
  readonly protection: Protection;
}

/**
 * Reads a profile and asks the keychain, which may take as long as a person needs to unlock it. The page is told of
 * both; of a list of connections that could not be read the person is told in a dialog.
 */
export async function openProfile(
  places: ProfilePlaces,
  state: AppState,
  log: Log,
  clock: Pick<Clock, 'now'>,
): Promise<OpenProfile> {
  const profileId = await loadProfileId(places.folder, clock.now());
  const [{ connections, problem }, keychain] = await Promise.all([
    loadConnections(places.folder, () => clock.now()),
    openKeychain(profileId),
  ]);
  if (keychain.kind === 'absent') log.write('warn', 'No keychain', { reason: keychain.detail });
  const protection = await openProtection(keychain, profileId, places.passphrase);
  state.update({ protection: await protection.state(), connections: connections.list() });
  if (problem !== null) {
    log.write('error', problem);
    void dialog.showMessageBox({ type: 'warning', title: 'Upline', message: problem });
  }
  return { connections, protection };
}
