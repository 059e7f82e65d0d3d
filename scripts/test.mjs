// @ts-check
// npm test: set-up, then every check and every test, and one line that adds them up.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './lib/bootstrap.mjs';
import { ensureBuild } from './lib/build.mjs';
import { openDesktop } from './lib/desktop.mjs';
import { SetupFailure, runMain } from './lib/failure.mjs';
import { underNode24 } from './lib/node24.mjs';
import { seconds } from './lib/progress.mjs';
import { repoRoot } from './lib/repo.mjs';
import { lastLine, oneFailure, sum, tallyPlaywright, tallyVitest } from './lib/results.mjs';
import { foreground } from './lib/run-command.mjs';
import { stagesHere } from './lib/stages.mjs';

/**
 * @typedef {import('./lib/stages.mjs').Stage} Stage
 * @typedef {import('./lib/results.mjs').Tally} Tally
 */

await underNode24();

const binaries = path.join(repoRoot, 'node_modules', '.bin');

/**
 * @param {string} file
 * @returns {unknown}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function runBuild(env) {
  try {
    const said = await ensureBuild(env);
    console.log(said?.trim() ?? 'The build is up to date.');
    return { passed: 1, failed: 0, notes: [] };
  } catch (error) {
    console.error(error instanceof SetupFailure ? error.message : error);
    return oneFailure('the build failed');
  }
}

/**
 * @param {string} project
 * @param {string} reports
 * @returns {Promise<Tally>}
 */
async function runVitest(project, reports) {
  const report = path.join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = ['run', '--project', project, ...reporters];
  // Tests of the keychain need a Secret Service; one of their own, so that a person's is never touched.
  const linux = process.platform === 'linux';
  const desktop = linux ? await openDesktop({ display: false, bus: true, keyring: true }) : undefined;
  try {
    const env = desktop?.env ?? process.env;
    const code = await foreground(path.join(binaries, 'vitest'), command, { cwd: repoRoot, env });
    return tallyVitest(readReport(report), code);
  } finally {
    await desktop?.stop();
  }
}

/**
 * @param {Stage & { kind: 'playwright' }} stage
 * @param {string} reports
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Tally>}
 */
async function runPlaywright(stage, reports, env) {
  const folder = path.join(reports, stage.name);
  mkdirSync(folder);
  // The user who writes the report may be another one; the folder above has a name nobody can guess.
  chmodSync(folder, 0o777);
  const report = path.join(folder, 'report.json');
  const playwright = ['playwright', 'test', '--reporter=list,json', ...stage.args];
  const playwrightEnv = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  // Found by name on PATH, so that another user finds the copy in the clone it can read.
  const script = stage.as === 'ordinary-user' ? 'as-ordinary-user.mjs' : 'with-desktop.mjs';
  const command = [path.join(repoRoot, 'scripts', script), 'node', 'scripts/run.mjs', ...playwright];
  const code = await foreground(process.execPath, command, { cwd: repoRoot, env: playwrightEnv });
  return tallyPlaywright(readReport(report), code);
}

/**
 * @param {Stage} stage
 * @param {{ reports: string, env: NodeJS.ProcessEnv, built: boolean }} given
 * @returns {Promise<Tally>}
 */
async function runStage(stage, { reports, env, built }) {
  if (stage.kind === 'check') {
    const code = await foreground(path.join(binaries, stage.tool), stage.args, { cwd: repoRoot });
    return code === 0 ? { passed: 1, failed: 0, notes: [] } : oneFailure(`${stage.tool} ended with ${code}`);
  }
  if (stage.kind === 'build') return runBuild(env);
  if (stage.kind === 'vitest') return runVitest(stage.name, reports);
  return built ? runPlaywright(stage, reports, env) : oneFailure('not run, because the build failed');
}

await runMain(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const ready = await bootstrap({ desktop: true });
  const env = { ...process.env, ...ready.env };
  console.log(
    `Tests run on Electron ${ready.runtime.electron} (${ready.runtime.kind}), Node ${process.versions.node}.`,
  );
  const all = stagesHere();
  const wanted = values.only ?? all.map((stage) => stage.name);
  const unknown = wanted.filter((name) => !all.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new SetupFailure(
      `There is no stage ${unknown.join(', ')}.`,
      `use one of ${all.map((stage) => stage.name).join(', ')}.`,
    );
  }
  // A stage chosen alone still needs the app it tests.
  const needsBuild = all.some((stage) => stage.kind === 'playwright' && wanted.includes(stage.name));
  const stages = all.filter((stage) => wanted.includes(stage.name) || (needsBuild && stage.kind === 'build'));
  const reports = mkdtempSync(path.join(tmpdir(), 'upline-test-'));
  chmodSync(reports, 0o711);
  /** @type {Tally[]} */
  const tallies = [];
  /** @type {string[]} */
  const summary = [];
  let built = true;
  // The running stage gets the signal too; without this the next one would begin.
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (stopped = true));
  try {
    for (const stage of stages) {
      if (stopped) {
        tallies.push(oneFailure('stopped'));
        summary.push(`FAILED ${stage.name} and what follows: not run, because npm test was stopped`);
        break;
      }
      console.log(`\n── ${stage.name} ${'─'.repeat(Math.max(0, 60 - stage.name.length))}`);
      const started = Date.now();
      const tally = await runStage(stage, { reports, env, built });
      if (stage.kind === 'build') built = tally.failed === 0;
      tallies.push(tally);
      const notes = tally.notes.length > 0 ? ` (${tally.notes.join('; ')})` : '';
      const line = `${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${stage.name}: ${lastLine(tally)}, ${seconds(Date.now() - started)}${notes}`;
      console.log(line);
      summary.push(line);
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const total = sum(tallies);
  console.log(`\n${summary.join('\n')}\n\n${lastLine(total)}`);
  return total.failed === 0 ? 0 : 1;
});
