import { expect, it } from 'vitest';
import { redact, redactText } from '../../../main/shell/redact.ts';

it.each([
  ['Authorization: Bearer abc.def-ghi', 'abc.def-ghi'],
  ['authorization=Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl back', 'eyJzdWIiOiIxIn0'],
  ['grant_type=client_credentials&client_secret=s%26ecret&scope=x', 's%26ecret'],
  ['{"access_token":"opaque-value","expires_in":3600}', 'opaque-value'],
  ['{"client_secret": "two words"}', 'two words'],
  ['{"clientId":"id","clientSecret":"of-Turris &+%"}', 'of-Turris'],
  ['{"data":{"accessToken":"opaque-value","expiresIn":3600}}', 'opaque-value'],
  ['x-restricted-access-token: opaque-value', 'opaque-value'],
  ['https://me:hunter2@proxy.local/', 'hunter2'],
  ['the SSN is 123-45-6789.', '123-45-6'],
  ['npn 15645555 was refused', '15645555'],
  ['account 000123456789', '000123456789'],
])('removes what is secret from %j', (text, secret) => {
  expect(redactText(text)).not.toContain(secret);
});

it('keeps the last three digits and everything that is no secret', () => {
  expect(redactText('npn 15645555 was refused')).toBe('npn *****555 was refused');
  expect(redactText('123-45-6789')).toBe('***-**-*789');
  expect(redactText('page 12 of 107, 2000 rows, status 429, version 33.2.1')).toBe(
    'page 12 of 107, 2000 rows, status 429, version 33.2.1',
  );
  expect(redactText('0192f3c1-7a5e-7c3b-9d00-111122223333')).toBe('0192f3c1-7a5e-7c3b-9d00-111122223333');
});

it('reaches into details', () => {
  const key = new Uint8Array([1, 2, 3]);
  const error = new Error('Bearer abcdef failed for 123-45-6789', { cause: { clientSecret: 'x' } });
  const clean = JSON.stringify(
    redact({
      accessToken: 't0ken',
      databaseKey: key,
      key,
      list: [{ npn: 15645555 }],
      error,
      count: 12345678,
    }),
  );
  for (const secret of ['t0ken', '1,2,3', '15645555', 'abcdef', '123-45', '"x"']) {
    expect(clean).not.toContain(secret);
  }
  expect(clean).toContain('12345678');
});

it('does not get lost in circles', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(JSON.stringify(redact(circle))).toContain('[deeper]');
});
