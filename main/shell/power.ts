import { powerMonitor } from 'electron';

/** Tells when the computer sleeps and wakes: after that, timers are late and connections are gone. */
export function watchPower(listener: (event: 'suspend' | 'resume') => void): void {
  powerMonitor.on('suspend', () => listener('suspend'));
  powerMonitor.on('resume', () => listener('resume'));
}

/** Tells that the computer is about to shut down. */
export function watchShutdown(listener: () => void): void {
  powerMonitor.on('shutdown', listener);
}
