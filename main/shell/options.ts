import path from 'node:path';
import type { LogLevel } from '../engine/ports.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';

/** What the command line and the environment ask of this start. */
export interface Options {
  /** Absolute folder that holds everything this person keeps; null means the system's usual place. */
  readonly profile: string | null;
  /** Open the practice connection at once. */
  readonly practice: boolean;
  /** Null when not asked for: practice data that exists keeps its size. */
  readonly practiceSize: PracticeSize | null;
  readonly workOffline: boolean;
  readonly logLevel: LogLevel;
  /** Write a picture of the window here and quit. */
  readonly screenshot: string | null;
}

/** How much practice data there is, the least first. */
export const practiceSizes = ['small', 'field', 'agency', 'giant'] as const;
export type PracticeSize = (typeof practiceSizes)[number];

const logLevels = ['error', 'warn', 'info', 'debug'] as const satisfies readonly LogLevel[];

function choice<T extends string>(name: string, allowed: readonly T[], value: string): Result<T> {
  const found = allowed.find((candidate) => candidate === value);
  return found === undefined
    ? fail({ code: 'bad-option', message: `--${name} is one of ${allowed.join(', ')}; it was "${value}".` })
    : ok(found);
}

/**
 * Reads our own options out of a command line. Chromium's and Electron's switches share that line, so
 * an unknown one is left alone; a known one with a wrong value is refused rather than guessed.
 */
export function parseOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  currentFolder: string,
): Result<Options> {
  const values = new Map<string, string>();
  for (const argument of argv) {
    const match = /^--([a-z-]+)(?:=(.*))?$/s.exec(argument);
    if (match?.[1] !== undefined) values.set(match[1], match[2] ?? '');
  }
  const folder = (name: string, value: string | undefined): Result<string | null> => {
    if (value === undefined) return ok(null);
    if (value === '' || value.includes('\0'))
      return fail({ code: 'bad-option', message: `--${name} needs a path, as in --${name}=/some/place.` });
    return ok(path.resolve(currentFolder, value));
  };

  const profile = folder('profile', values.get('profile') ?? (environment['UPLINE_PROFILE'] || undefined));
  if (!profile.ok) return profile;
  const screenshot = folder('screenshot', values.get('screenshot'));
  if (!screenshot.ok) return screenshot;
  const size = values.get('practice-size');
  const practiceSize = size === undefined ? ok(null) : choice('practice-size', practiceSizes, size);
  if (!practiceSize.ok) return practiceSize;
  const logLevel = choice('log-level', logLevels, values.get('log-level') ?? 'info');
  if (!logLevel.ok) return logLevel;

  return ok({
    profile: profile.value,
    practice: values.has('practice'),
    practiceSize: practiceSize.value,
    workOffline: values.has('work-offline'),
    logLevel: logLevel.value,
    screenshot: screenshot.value,
  });
}
