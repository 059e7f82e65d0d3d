import { useEffect } from 'react';
import { announce } from '../../state/announcer.ts';
import { counted } from '../../state/format.ts';
import { useStatus } from '../../state/status.ts';

/** Speaks the turns of the network, syncing and sending; the figures in between are only shown. */
export function useProgressAnnouncements(): void {
  useEffect(
    () =>
      useStatus.subscribe(({ status }, { status: before }) => {
        if (status === null || before === null) return;
        if (status.network.state !== before.network.state) {
          announce(status.network.state === 'online' ? 'Online.' : 'Offline. You can go on working.');
        }
        const syncing = status.sync.some((target) => target.state === 'running');
        const wasSyncing = before.sync.some((target) => target.state === 'running');
        if (syncing !== wasSyncing) announce(syncing ? 'Syncing.' : 'Syncing has ended.');
        if (before.sending !== null && status.sending === null) {
          announce(`Sending has ended. ${counted(status.outbox.unsent, 'change')} not sent.`);
        }
      }),
    [],
  );
}
