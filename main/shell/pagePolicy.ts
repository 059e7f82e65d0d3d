import path from 'node:path';

/** The page's own scheme: unlike file://, it has an origin, and nothing else on this computer shares it. */
export const scheme = 'app';
/** The host part of the page's address. */
export const host = 'upline';
/** Where the page is; windows stay on it. */
export const pageAddress = `${scheme}://${host}/index.html`;

/**
 * What the page may load. It cannot speak to any network: all traffic is the engine's and main's.
 * Inline styles are allowed because Mantine and the grid write style attributes and style elements at
 * run time; a style cannot run code, and with no network it cannot carry anything out either.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the page is made of. Anything else in the folder is not served. */
export const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Whether an address belongs to our own page. Compared by parsed parts: prefixes can be forged. */
export function isOurAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${scheme}:` &&
    url.host === host &&
    url.username === '' &&
    url.password === '' &&
    url.port === ''
  );
}

/**
 * The file an address names, or null when it is not ours or would leave `root`. Decoded first, then
 * resolved, then compared with a separator, so neither `%2e%2e` nor a sibling folder passes.
 */
export function fileFor(root: string, address: string): string | null {
  if (!isOurAddress(address)) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  // A backslash is a separator on Windows only, and a colon names another stream or drive there.
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.includes(':')) return null;
  const file = path.resolve(root, `.${path.sep}${decoded}`);
  return file.startsWith(path.resolve(root) + path.sep) ? file : null;
}

/** Copy and paste in the grid need the clipboard; nothing else the web platform offers is needed. */
const allowedPermissions: readonly string[] = ['clipboard-read', 'clipboard-sanitized-write'];

/** Whether a frame may use a permission: only the clipboard, only our page, only its top frame. */
export function permitted(permission: string, address: string, isMainFrame: boolean): boolean {
  return isMainFrame && allowedPermissions.includes(permission) && isOurAddress(address);
}
