import { app } from 'electron';
import type { Session, WebContents } from 'electron';
import type { Log } from '../engine/ports.ts';
import { openExternally } from './externalLinks.ts';
import { mayOpenExternally } from './linkPolicy.ts';
import { isOurAddress, permitted } from './pagePolicy.ts';

function guardContents(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }, what: string, address: string): void => {
    event.preventDefault();
    // Only the origin: a path could carry something personal.
    log.write('warn', `Refused ${what}`, {
      to: URL.canParse(address) ? new URL(address).protocol : 'unreadable',
    });
  };
  contents.on('will-navigate', (event) => {
    // Reloading the page itself is a navigation too, and is allowed.
    if (!(event.isMainFrame && isOurAddress(event.url))) refuse(event, 'a navigation', event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!(event.isMainFrame && isOurAddress(event.url))) refuse(event, 'a navigation', event.url);
  });
  contents.on('will-redirect', (event) => refuse(event, 'a redirect', event.url));
  contents.on('will-attach-webview', (event) => refuse(event, 'a webview', ''));
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenExternally(url)) {
      openExternally(url).catch((cause: unknown) =>
        log.write('warn', 'A link could not be opened', { cause: String(cause) }),
      );
    } else {
      log.write('warn', 'Refused a new window');
    }
    return { action: 'deny' };
  });
}

/** Denies by default everything a page could ask for beyond showing itself. Call once, before any window. */
export function installGuards(log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
  app.on('certificate-error', (event, _contents, _address, error, _certificate, decide) => {
    event.preventDefault();
    log.write('warn', 'Refused a certificate', { error });
    decide(false);
  });
  app.on('select-client-certificate', (event, _contents, _address, _list, decide) => {
    event.preventDefault();
    decide();
  });
}

/** The session's side of the guards: permissions, devices and downloads. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(permitted(permission, details.requestingUrl, details.isMainFrame));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    permitted(permission, details.requestingUrl ?? origin, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.on('will-download', (event) => event.preventDefault());
}
