import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { appArguments, parseStartOptions, startHelp } from '../../../scripts/lib/start-options.mjs';

const here = path.resolve('/somewhere');

function argumentsFor(...argv: string[]): string[] {
  const options = parseStartOptions(argv, here);
  if (options.kind !== 'start') throw new Error(`not a start: ${JSON.stringify(options)}`);
  return appArguments(options);
}

describe('the options of npm start', () => {
  it('asks nothing of the app when none is given', () => {
    expect(argumentsFor()).toEqual([]);
  });

  it('hands each option on in the words the app reads', () => {
    const given = ['--profile', 'mine', '--practice', '--practice-size', 'agency', '--offline'];
    expect(argumentsFor(...given, '--log-level=debug', '--screenshot=/pictures/a.png')).toEqual([
      `--profile=${path.join(here, 'mine')}`,
      '--practice',
      '--practice-size=agency',
      '--work-offline',
      '--log-level=debug',
      `--screenshot=${path.resolve('/pictures/a.png')}`,
    ]);
  });

  it('opens practice data when only its size is given', () => {
    expect(argumentsFor('--practice-size', 'giant')).toContain('--practice');
  });

  it.each([
    [['--practise'], 'practise'],
    [['--practice-size', 'huge'], 'small, field, agency, giant'],
    [['--log-level', 'loud'], 'error, warn, info, debug'],
    [['--profile'], 'profile'],
    [['--profile='], 'needs a path'],
    [['--offline=yes'], 'offline'],
    [['stray'], 'stray'],
  ])('refuses %j and says why', (argv, reason) => {
    const options = parseStartOptions(argv, here);
    expect(options).toMatchObject({ kind: 'mistake', message: expect.stringContaining(reason) });
  });

  it('describes every option in its help', () => {
    expect(parseStartOptions(['--help', '--practice'], here)).toEqual({ kind: 'help' });
    for (const name of [
      'profile',
      'practice',
      'practice-size',
      'offline',
      'log-level',
      'screenshot',
      'help',
    ]) {
      expect(startHelp).toContain(`--${name}`);
    }
  });
});
