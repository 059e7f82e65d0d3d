import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import type { Session } from 'electron';
import { contentSecurityPolicy, contentTypes, fileFor, scheme } from './pagePolicy.ts';

/** Must run before the application is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** Serves the built page from `root` to this session, and nothing else. */
export function serveScheme(session: Session, root: string): void {
  session.protocol.handle(scheme, async (request) => {
    const refuse = (status: number): Response =>
      new Response('', { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });
    if (request.method !== 'GET') return refuse(405);
    const file = fileFor(root, request.url);
    const type = file === null ? undefined : contentTypes[path.extname(file)];
    if (file === null || type === undefined) return refuse(404);
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: { ...headers, 'content-type': type },
      });
    } catch {
      return refuse(404);
    }
  });
}
