import { expect, it } from 'vitest';
import { parseOptions } from '../../../main/shell/options.ts';

const parse = (argv: readonly string[], environment: Record<string, string> = {}) =>
  parseOptions(argv, environment, '/work');

it('has quiet defaults', () => {
  expect(parse([])).toEqual({
    ok: true,
    value: {
      profile: null,
      practice: false,
      practiceSize: null,
      workOffline: false,
      logLevel: 'info',
      screenshot: null,
    },
  });
});

it('reads all of them among the switches of others', () => {
  const argv = [
    '.',
    '--no-sandbox',
    '--remote-debugging-port=0',
    '--profile=here/p',
    '--practice',
    '--practice-size=giant',
    '--work-offline',
    '--log-level=debug',
    '--screenshot=/tmp/a b=c.png',
  ];
  expect(parse(argv)).toEqual({
    ok: true,
    value: {
      profile: '/work/here/p',
      practice: true,
      practiceSize: 'giant',
      workOffline: true,
      logLevel: 'debug',
      screenshot: '/tmp/a b=c.png',
    },
  });
});

it('takes the profile from the environment unless told otherwise', () => {
  const environment = { UPLINE_PROFILE: '/from/env' };
  expect(parse([], environment)).toMatchObject({ value: { profile: '/from/env' } });
  expect(parse(['--profile=/p'], environment)).toMatchObject({ value: { profile: '/p' } });
  expect(parse([], { UPLINE_PROFILE: '' })).toMatchObject({ value: { profile: null } });
});

it.each([
  '--profile',
  '--profile=',
  '--screenshot=',
  '--practice-size=huge',
  '--practice-size',
  '--log-level=loud',
])('refuses %s rather than guessing', (argument) => {
  expect(parse([argument])).toMatchObject({ ok: false, error: { code: 'bad-option' } });
});
