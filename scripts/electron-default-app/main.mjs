// @ts-check
// The default app of the substitute Electron runtime: what Electron's own default app does with
// `electron [switches] <app folder> [arguments]`, and no more. Copied into the runtime's resources/app folder.
import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * What Electron offers its own default app and leaves out of its public types.
 * @typedef {{ setVersion: (version: string) => void, setAppPath: (folder: string) => void }} DefaultAppPowers
 */
const powers = /** @type {DefaultAppPowers} */ (/** @type {unknown} */ (app));

/**
 * @param {readonly string[]} args
 * @returns {{ target: string | undefined, preloads: string[] }}
 */
function readArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '-r' || arg === '--require') {
      index += 1;
      preloads.push(args[index] ?? '');
    } else if (!arg.startsWith('-')) {
      return { target: arg, preloads };
    }
  }
  return { target: undefined, preloads };
}

const { target, preloads } = readArguments(process.argv.slice(1));
for (const preload of preloads) require(preload);

if (target === undefined) {
  console.error('Usage: electron [switches] <app folder or script> [arguments]');
  app.exit(1);
} else {
  const given = path.resolve(target);
  // Programs tell a development start from a packaged one by this property.
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  let script = given;
  if (statSync(given).isDirectory()) {
    const manifest = JSON.parse(readFileSync(path.join(given, 'package.json'), 'utf8'));
    if (manifest.version) powers.setVersion(manifest.version);
    const name = manifest.productName ?? manifest.name;
    if (name) app.setName(name);
    // Electron fixed these two for itself before this script ran.
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
    powers.setAppPath(given);
    script = path.resolve(given, manifest.main ?? 'index.js');
  } else {
    powers.setAppPath(path.dirname(given));
  }
  try {
    // Electron holds back its `ready` event until this module, and so the app's, has loaded.
    await import(pathToFileURL(script).href);
  } catch (error) {
    console.error('The app could not be loaded:', error);
    app.exit(1);
  }
}
