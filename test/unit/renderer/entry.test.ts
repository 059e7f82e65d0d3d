import { expect, test } from 'vitest';
import { checkDraft, emptyDraft, withEnvironment } from '../../../renderer/screens/connect/draft.ts';
import { problemOf } from '../../../renderer/screens/problem/problems.ts';
import { checkPassphrase } from '../../../renderer/screens/unlock/checkPassphrase.ts';

const filled = { ...emptyDraft, name: 'Sandbox', clientId: 'id', clientSecret: 'secret' };

test('the sandbox comes first, with its addresses and read and write', () => {
  expect(emptyDraft).toMatchObject({
    environment: 'sandbox',
    baseUrl: 'https://api.sandbox.agentsync.io',
    tokenUrl: 'https://auth.sandbox.agentsync.io/oauth2/token',
    scopes: ['rino_api_agency_read', 'rino_api_agency_write'],
  });
  expect(checkDraft(filled).draft).toMatchObject({ name: 'Sandbox', clientId: 'id' });
});

test('production needs its own confirmation, which changing the environment takes back', () => {
  const production = withEnvironment(filled, 'production');
  expect(production.baseUrl).toBe('https://api.agentsync.io');
  expect(checkDraft(production)).toMatchObject({ draft: null, errors: { confirmed: expect.any(String) } });
  const confirmed = { ...production, confirmed: true };
  expect(checkDraft(confirmed).draft?.environment).toBe('production');
  expect(withEnvironment(confirmed, 'production').confirmed).toBe(false);
});

test('a custom environment keeps the addresses for editing', () => {
  expect(withEnvironment(filled, 'custom').baseUrl).toBe(filled.baseUrl);
});

test('each field that has to change says so in words', () => {
  const { draft, errors } = checkDraft({
    ...emptyDraft,
    environment: 'custom',
    baseUrl: 'http://example.com',
    tokenUrl: 'https://me:secret@example.com',
    scopes: [],
  });
  expect(draft).toBeNull();
  expect(Object.keys(errors).sort()).toEqual([
    'baseUrl',
    'clientId',
    'clientSecret',
    'name',
    'scopes',
    'tokenUrl',
  ]);
});

test('a passphrase is long enough and typed twice the same', () => {
  expect(checkPassphrase('short', null)).toEqual({ passphrase: expect.stringContaining('has 5') });
  expect(checkPassphrase('long enough', 'long enougH')).toEqual({ repeated: expect.any(String) });
  expect(checkPassphrase('long enough', 'long enough')).toEqual({});
});

test('every cause has its own words, and an unknown one still a way on', () => {
  const codes = [
    'key-missing',
    'key-wrong',
    'file-corrupt',
    'disk-full',
    'read-only',
    'newer-version',
    'in-use',
  ];
  const titles = codes.map((code) => problemOf({ code, message: '' }).title);
  expect(new Set(titles).size).toBe(codes.length);
  expect(problemOf({ code: 'newer-version', message: '' }).retry).toBeNull();
  expect(problemOf({ code: 'engine-crashed', message: '' }).retry).toBe('Start the data engine again');
});
