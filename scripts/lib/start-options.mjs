// @ts-check
// The options of `npm start`, and how the app is told about them.
import path from 'node:path';
import { parseArgs } from 'node:util';

const practiceSizes = ['small', 'field', 'agency', 'giant'];
const logLevels = ['error', 'warn', 'info', 'debug'];

export const startHelp = `Usage: npm start [-- options]

Sets up what is missing, builds the app when its sources changed, and opens it.

  --profile <folder>      keep this run's data in a folder of its own
  --practice              open practice data at once, without credentials
  --practice-size <size>  how much practice data: ${practiceSizes.join(', ')} (implies --practice)
  --offline               start with "Work offline" switched on
  --log-level <level>     ${logLevels.join(', ')}
  --screenshot <file>     write a picture of the window once it has painted, and quit
  --help                  show this text

Environment: UPLINE_CACHE, UPLINE_RUNTIME (docs/setup.md explains them).`;

/**
 * @typedef {{ kind: 'help' }} Help
 * @typedef {{ kind: 'mistake', message: string }} Mistake
 * @typedef {{ kind: 'start', profile?: string, practice: boolean, practiceSize?: string, offline: boolean,
 *   logLevel?: string, screenshot?: string }} StartOptions
 */

/**
 * @param {readonly string[]} argv
 * @param {string} folder what relative paths are relative to
 * @returns {Help | Mistake | StartOptions}
 */
export function parseStartOptions(argv, folder) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        profile: { type: 'string' },
        practice: { type: 'boolean' },
        'practice-size': { type: 'string' },
        offline: { type: 'boolean' },
        'log-level': { type: 'string' },
        screenshot: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { kind: 'help' };
  const size = values['practice-size'];
  if (size !== undefined && !practiceSizes.includes(size)) {
    return { kind: 'mistake', message: `"${size}" is not a size: use ${practiceSizes.join(', ')}.` };
  }
  const level = values['log-level'];
  if (level !== undefined && !logLevels.includes(level)) {
    return { kind: 'mistake', message: `"${level}" is not a log level: use ${logLevels.join(', ')}.` };
  }
  for (const name of /** @type {const} */ (['profile', 'screenshot'])) {
    if (values[name] === '') return { kind: 'mistake', message: `--${name} needs a path.` };
  }
  return {
    kind: 'start',
    practice: values.practice === true || size !== undefined,
    offline: values.offline === true,
    ...(size === undefined ? {} : { practiceSize: size }),
    ...(level === undefined ? {} : { logLevel: level }),
    ...(values.profile === undefined ? {} : { profile: path.resolve(folder, values.profile) }),
    ...(values.screenshot === undefined ? {} : { screenshot: path.resolve(folder, values.screenshot) }),
  };
}

/**
 * @param {StartOptions} options
 * @returns {string[]} what follows the app's folder on Electron's command line
 */
export function appArguments(options) {
  return [
    ...(options.profile === undefined ? [] : [`--profile=${options.profile}`]),
    ...(options.practice ? ['--practice'] : []),
    ...(options.practiceSize === undefined ? [] : [`--practice-size=${options.practiceSize}`]),
    ...(options.offline ? ['--work-offline'] : []),
    ...(options.logLevel === undefined ? [] : [`--log-level=${options.logLevel}`]),
    ...(options.screenshot === undefined ? [] : [`--screenshot=${options.screenshot}`]),
  ];
}
