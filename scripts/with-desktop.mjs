// @ts-check
// node scripts/with-desktop.mjs [--no-keyring] <command> [arguments…]
// Runs a command on a private virtual desktop with a real, unlocked and empty Secret Service, and with the
// environment that leads it to this machine's Electron runtime. With --no-keyring there is neither message bus nor
// keychain, as on a bare server.
import { bootstrap } from './lib/bootstrap.mjs';
import { openDesktop } from './lib/desktop.mjs';
import { runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { foreground } from './lib/run-command.mjs';

await underNode24();

await runMain(async () => {
  const args = process.argv.slice(2);
  const keyring = args[0] !== '--no-keyring';
  const [command, ...rest] = keyring ? args : args.slice(1);
  if (command === undefined || command === '--help') {
    console.error('Usage: node scripts/with-desktop.mjs [--no-keyring] <command> [arguments…]');
    return command === undefined ? 2 : 0;
  }
  const { env } = await bootstrap({ desktop: true });
  const desktop = await openDesktop({
    display: true,
    // A bus without a keychain would start one as soon as it is asked for: no keychain means no bus.
    bus: keyring,
    keyring,
    freshFolders: true,
    env: { ...process.env, ...env, ...(keyring ? {} : { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }) },
  });
  try {
    return await foreground(command, rest, { env: desktop.env });
  } finally {
    await desktop.stop();
  }
});
