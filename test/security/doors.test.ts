import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');

/** Sources of the product below a folder, as paths from the root. */
function sources(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

const product = ['domain', 'main', 'preload', 'renderer'].flatMap((folder) => [...sources(folder)]);

function filesWith(pattern: RegExp): readonly string[] {
  return product.filter((file) => pattern.test(readFileSync(path.join(root, file), 'utf8'))).toSorted();
}

it.each([
  ['the keychain', /from 'keytar'|import\('keytar'\)|require\('keytar'\)/, ['main/credentials/keychain.ts']],
  ['the system’s browser', /shell\.openExternal\(/, ['main/shell/externalLinks.ts']],
  ['windows', /new BrowserWindow\(/, ['main/shell/window.ts']],
  ['processes', /utilityProcess\.fork\(|child_process/, ['main/shell/processes.ts']],
  ['page calls', /ipcMain\.(?:handle|on)\(/, []],
  ['the page’s bridge', /exposeInMainWorld\(/, ['preload/index.ts']],
  ['code from text in the page', /executeJavaScript\(|new Function\(|\beval\(|dangerouslySetInnerHTML/, []],
  [
    'weaker windows',
    /(?:nodeIntegration|webviewTag|allowRunningInsecureContent|experimentalFeatures): true/,
    [],
  ],
  ['weaker pages', /(?:sandbox|contextIsolation|webSecurity): false|--no-sandbox/, []],
])('opens %s through one door only', (_what, pattern, doors) => {
  expect(filesWith(pattern)).toEqual(doors);
});
