import path from 'node:path';
import { expect, it } from 'vitest';
import { mayOpenExternally } from '../../main/shell/linkPolicy.ts';
import { contentSecurityPolicy, fileFor, isOurAddress, permitted } from '../../main/shell/pagePolicy.ts';

const root = '/opt/upline/out/renderer';

it('serves files of the page', () => {
  expect(fileFor(root, 'app://upline/index.html')).toBe(`${root}/index.html`);
  expect(fileFor(root, 'app://upline/assets/a%20b.js?x=1#y')).toBe(`${root}/assets/a b.js`);
});

it.each([
  'app://upline/../main/index.js',
  'app://upline/%2e%2e/main/index.js',
  'app://upline/%2e%2e%2fmain/index.js',
  'app://upline/..%2f..%2f..%2fetc/passwd',
  'app://upline/assets/..%2f..%2f..%2frenderer-other/x.js',
  'app://upline/..%5c..%5cmain%5cindex.js',
  'app://upline/%252e%252e/..%2f..%2fx.js',
  'app://upline//etc/passwd',
  'app://upline/C:/Windows/win.ini',
  'app://upline/index.html%00.js',
  'app://upline/%',
  'app://upline/',
  'app://upline.evil/index.html',
  'app://evil/index.html',
  'app://upline:80/index.html',
  'app://upline@evil/index.html',
  'app://user:pass@upline/index.html',
  'file:///etc/passwd',
  'https://upline/index.html',
  'not an address',
])('never leaves the page’s folder for %s', (address) => {
  const file = fileFor(root, address);
  // Some are taken as harmless names below the folder, where nothing of the kind exists.
  if (file !== null) expect(path.resolve(file).startsWith(`${root}/`)).toBe(true);
});

it.each([
  ['app://upline/index.html', true],
  ['app://upline/other', true],
  ['app://upline.evil/index.html', false],
  ['app://uplineevil/', false],
  ['app://x@upline/', false],
  ['APP://upline/', true],
  ['http://upline/', false],
  ['javascript:app://upline/', false],
  ['data:text/html,app://upline/', false],
  ['about:blank', false],
  ['', false],
])('knows whether %j is ours', (address, ours) => {
  expect(isOurAddress(address)).toBe(ours);
});

it.each([
  ['https://help.agentsync.io/contracting', true],
  ['https://docs.turrisfi.com/', true],
  ['http://help.agentsync.io/', false],
  ['https://help.agentsync.io.evil.example/', false],
  ['https://evil.example/?help.agentsync.io', false],
  ['https://help.agentsync.io@evil.example/', false],
  ['https://user:pw@help.agentsync.io/', false],
  ['https://help.agentsync.io:8443/', false],
  ['https://xhelp.agentsync.io/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['ms-msdt:/id', false],
  ['smb://help.agentsync.io/share', false],
  ['', false],
])('hands %j to the browser: %s', (address, allowed) => {
  expect(mayOpenExternally(address)).toBe(allowed);
});

it('permits the clipboard to our top frame and nothing to anybody else', () => {
  expect(permitted('clipboard-read', 'app://upline/index.html', true)).toBe(true);
  expect(permitted('clipboard-sanitized-write', 'app://upline/index.html', true)).toBe(true);
  expect(permitted('clipboard-read', 'app://upline/index.html', false)).toBe(false);
  expect(permitted('clipboard-read', 'https://evil.example/', true)).toBe(false);
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'usb',
    'openExternal',
    'fileSystem',
    'unknown',
  ]) {
    expect(permitted(permission, 'app://upline/index.html', true)).toBe(false);
  }
});

it('leaves the page no network, no foreign script and no form', () => {
  const rules = new Map(
    contentSecurityPolicy.split('; ').map((rule) => {
      const [name = '', ...sources] = rule.split(' ');
      return [name, sources.join(' ')];
    }),
  );
  expect(rules.get('default-src')).toBe("'none'");
  expect(rules.get('connect-src')).toBe("'none'");
  expect(rules.get('script-src')).toBe("'self'");
  expect(rules.get('form-action')).toBe("'none'");
  expect(rules.get('frame-ancestors')).toBe("'none'");
  expect(rules.get('base-uri')).toBe("'none'");
});
